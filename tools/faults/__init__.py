"""What happens when things break, with real processes: `bin/test faults`."""
