"""The steps in which an agreement is registered: what people type as bodies read it, and what is saved as they type.

A step's words are text, nested as the names of its fields are: `commitments[0].instalments[1].day`.
"""
