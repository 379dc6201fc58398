"""Runs or only parses the scripts of a folder: `run_scripts.py parse|run FOLDER`. What NAME.py prints goes to NAME.csv."""

import ast
import contextlib
import io
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
how, folder = sys.argv[1], pathlib.Path(sys.argv[2])
done = 0
for script in sorted(folder.glob("*.py")):
    source = script.read_text(encoding="utf8")
    tree = ast.parse(source, str(script))
    if how == "run":
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(tree, str(script), "exec"), {"__name__": "__main__"})
        script.with_suffix(".csv").write_text(out.getvalue(), encoding="utf8")
    done += 1
print(done)
