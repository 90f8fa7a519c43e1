#!/usr/bin/env python3
"""Runs the recorded cases' own runner, RUNNER ARGUMENTS…, with one mend.

The recorded reviews of 0.5 to 1.1 hold JSON nulls in the place of objects; the runner stops at them when it applies the
recorded patch. To Kubernetes a null is the same as nothing, so it is shown the reviews without them.
"""
import importlib.util
import os
import sys

path = os.path.abspath(sys.argv[1])
spec = importlib.util.spec_from_file_location("recorded_cases_runner", path)
runner = importlib.util.module_from_spec(spec)
spec.loader.exec_module(runner)


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


recorded = runner.Runner.wanted_pod


def wanted_pod(self, era, folder, case, pod, request):
    return recorded(self, era, folder, case, pod, without_nulls(request) if era in runner.LEGACY else request)


runner.Runner.wanted_pod = wanted_pod
sys.argv[1:2] = ["--root", os.path.dirname(path)]
runner.main()
