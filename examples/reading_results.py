# %% [markdown]
# # Reading results
#
# A run leaves a folder that can be read without multipartner: Parquet for tables, JSON for how they were made, PNG
# and SVG for figures, one HTML page for people.

# %%
import json
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import multipartner as mp

folder = Path(mkdtemp()) / "mine"
mp.compare("small", {"extends": "small", "title": "half the money", "us": {"effort_share": 0.5}}, runs=3, out=folder)
print(sorted(path.name for path in folder.iterdir()))

# %% [markdown]
# ## With pandas

# %%
runs = pd.read_parquet(folder / "runs.parquet")
last = runs[runs["quarter"] == runs["quarter"].max()]
print(last.groupby("scenario", observed=True)[["level_climate", "level_disease", "members"]].mean().round(3))

# %% [markdown]
# Each column carries its unit and its meaning.

# %%
import pyarrow.parquet as pq

part = next((folder / "runs.parquet").glob("*.parquet"))
field = pq.read_schema(part).field("damage")
print({key.decode(): value.decode() for key, value in field.metadata.items()})

# %% [markdown]
# ## How it was made
#
# The manifest holds scenarios, seeds, the digest of the code and the versions of the libraries: everything needed to
# recreate the folder; see [Reproduce a result](../docs/howto/reproduce.md).

# %%
manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
print(manifest["code"][:12], manifest["versions"]["python"], [arm["name"] for arm in manifest["arms"]])

# %% [markdown]
# ## With polars or DuckDB, if they are installed
#
# In R, use `arrow::open_dataset("results/mine/runs.parquet")`; `dplyr` takes it from there.

# %%
try:
    import duckdb
    import polars as pl
except ImportError:
    print("neither polars nor DuckDB is here")
else:
    print(pl.read_parquet(str(folder / "runs.parquet" / "*.parquet")).group_by("scenario").agg(pl.col("damage").mean()))
    print(
        duckdb.sql(
            f"SELECT scenario, avg(damage) AS damage FROM '{folder}/runs.parquet/*.parquet' GROUP BY scenario"
        ).df()
    )

# %% [markdown]
# ## With multipartner itself
#
# `Results` knows the order of the scenarios, leaves out what does not belong, and keeps units in `attrs`.

# %%
results = mp.Results.open(folder)
print(results.outcomes.attrs["units"]["damage"], len(results.ledger), "rows say who delivered what")
