"""What the API server puts into tables: columns of each kind, and one object's cells."""

from tutor.cluster.tables.kinds import Column, columns, row

__all__ = ["Column", "columns", "row"]
