"""Change an agreement while it runs: what is proposed, beside what holds, and each party's answer to it."""
