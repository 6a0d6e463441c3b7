"""Places by what people call them: from words to one known place, with a confidence, offline.

Built from open data that the user supplies; nothing of it comes with Watchward.
Runs on the base install.
"""
