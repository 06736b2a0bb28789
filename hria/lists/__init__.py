"""Lists: supplier and facility lists, logs of complaints, and records of enforcement.

`columns.py` finds the head of a list and what each column stands for, `reading.py` makes a finding of each row,
and says of the others by their number why it could not.
"""

from hria.lists.columns import LIST_KINDS, Layout, recognise, recognised_as
from hria.lists.reading import Listed, read_list

__all__ = ["LIST_KINDS", "Layout", "Listed", "read_list", "recognise", "recognised_as"]
