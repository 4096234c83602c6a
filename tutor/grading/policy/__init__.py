"""The rules of a course about time and attempts: what they make of grades that are given without them."""
