"""Where and when, as integers: grid metres, cells, London time, land, areas and named places.

`grid`, `land` and `clock` run on a hospital's machine with the base install; `areas`, `boundaries`
and `places` need the analysis install. Import the module you use: nothing is loaded from here.
"""
