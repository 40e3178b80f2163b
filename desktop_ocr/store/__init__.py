"""What outlives the program on this computer.  It knows the domain and the disk, and nobody above."""
