"""The window.  It shows domain values and calls the workflow; below it nothing knows Qt."""
