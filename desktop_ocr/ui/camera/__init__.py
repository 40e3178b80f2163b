"""Papers photographed with a camera: the page that is shown meanwhile, and what stands behind it.

Nothing of QtMultimedia is imported before a camera is to be started (see ``opening.py``).
"""
