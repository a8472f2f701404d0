"""Facts about wrong numbers: each is looked for in every case in which an output is wrong."""
