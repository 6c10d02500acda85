"""Google Benchmark's JSON on stdin to one JSON object a line on stdout. Argument: the bench's name."""

import json
import sys

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
# Of each run; everything else that is a number is a counter which the bench itself reports.
GENERAL = {
    "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads",
    "iterations", "real_time", "cpu_time",
}

for run in json.load(sys.stdin)["benchmarks"]:
    line = {"bench": sys.argv[1], "name": run["name"]}
    if run.get("label"):
        line["label"] = run["label"]
    if run.get("error_occurred"):
        line["error"] = run.get("error_message", "")
    else:
        line["ns_per_op"] = round(run["real_time"] * NANOSECONDS[run["time_unit"]], 2)
        line["cpu_ns_per_op"] = round(run["cpu_time"] * NANOSECONDS[run["time_unit"]], 2)
        line["iterations"] = run["iterations"]
        for name, value in run.items():
            if name not in GENERAL and isinstance(value, (int, float)):
                line[name] = round(value, 2)
        if run["cpu_time"]:  # one item a round where the bench does not say
            line.setdefault("items_per_second", round(1e9 / line["cpu_ns_per_op"], 2))
    print(json.dumps(line), flush=True)
