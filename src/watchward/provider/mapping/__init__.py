"""How one provider's own extract is read as a data set: proposed once, reviewed, used every month.

Everything here runs on the provider's computer. A profile of an extract holds its values and is
never written; the saved mapping holds headers, ways of writing dates, and reviewed words only.
"""
