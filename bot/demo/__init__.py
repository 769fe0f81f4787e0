"""The demo: the real bot in an invented community, in a browser or in the terminal, without Discord.

Reading order: people (who and where), world (the community and its clock), stage (what a feature adds),
view (what one person sees), site and page/ (the browser), plain (the terminal), run (both from the start).
"""
