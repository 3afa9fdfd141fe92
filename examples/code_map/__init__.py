"""A map of a Python source tree: parse every file in parallel, join the findings into a report with a picture."""
