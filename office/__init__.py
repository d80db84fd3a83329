"""What every room needs and none owns: organisations and boards, people, memberships and access, the audit trail."""
