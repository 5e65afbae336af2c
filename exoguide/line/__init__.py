"""The line-by-line face, and the scripted one."""
