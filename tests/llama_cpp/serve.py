"""Runs llama.cpp's own HTTP server in this process, on 127.0.0.1.

usage: serve.py PORT SLOTS MODEL [PROJECTOR]
"""

import sys
import time

import xllamacpp

port, slots, model, *projector = sys.argv[1:]
parameters = xllamacpp.CommonParams()
parameters.hostnames = ["127.0.0.1"]
parameters.port = int(port)
parameters.n_parallel = int(slots)
# The slots share it.
parameters.n_ctx = 4096 * int(slots)
parameters.model.path = model
if projector:
    parameters.mmproj.path = projector[0]

server = xllamacpp.Server(parameters)
print("listening", flush=True)
while True:
    time.sleep(3600)
