"""What eight people round a table read: one page for three minutes, then the evidence behind it.

Only SafeResults come in, so nothing here can show what the disclosure gate has not released.
"""
