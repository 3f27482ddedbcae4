"""What the pages show, as frozen records: a view of the store and the values of a request give one."""
