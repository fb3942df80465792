"""The sample of invented news pages: stories as text, one template per outlet, and what writes pages from them.

What belongs here: the stories with their annotations (`stories/*.txt`), the outlets' mark-up habits and furniture
(`templates/`, `outlets.py`), and the code that turns them into a landing zone, into golden files, or into a large
synthetic corpus. What does not: anything of the pipeline; nothing here imports it, so the golden files cannot be
made by the code that they test.

Every person, firm, town and outlet is invented; addresses are under the reserved domain .example.
"""
