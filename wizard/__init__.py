"""A troubleshooter for MkDocs sites: an engine, the tools of its authors, a plugin, a browser part.

Layers, each importing only those before it: `engine`, `authoring`, then `plugin` and `cli`.
"""
