"""The demo: the real bot in an invented community, in a browser or in the terminal, without Discord.

Reading order: people (who and where), world (the community and its clock), stage (what a feature adds),
rooms (a room as one person sees it), site and page/ (the frame around it), tour (the same as a transcript).
"""
