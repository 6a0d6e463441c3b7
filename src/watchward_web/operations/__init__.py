"""For whoever runs the machine: numbers to watch, a backup, a restore that proves itself."""
