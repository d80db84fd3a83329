"""A board's papers: the draft of an official letter about an agreement's follow-up, from its check and nothing else."""
