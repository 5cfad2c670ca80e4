"""Parts of make_tsv.py: what a look-alike of the benchmark's files is made of."""
