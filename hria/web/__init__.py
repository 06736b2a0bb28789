"""The review page: a person decides on findings in a browser on this machine.

`security` guards the door, `pages` and `api` answer, `desk` is what they all work on, `index` the SQLite file
by which 50,000 findings are filtered, sorted and searched. Assets are our own; nothing is loaded from elsewhere.
"""
