"""Links between the records of different reports: pure functions over readings, which know nothing of how a casebook stores them.

`origins` finds reports that go back to one text, `happenings` groups accounts of one event, `disputes` and `corroboration` compare the members of such a group,
and `actors` says which actors of different reports are one.
"""
