# %% [markdown]
# # What matters
#
# A transactional policy asks for returns, and it cares less about others. Which of the two costs more? A *design* says
# what is varied; a sweep runs it, paired, and answers what it can.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import multipartner as mp

DESIGN = """
title = "Returns or regard?"
question = "Does it cost more to ask for returns, or to care less for others?"
scenario = "cooperative"
sampler = "grid"
histories = 2
years = 10

[levers]
us.transactionalism = [0.1, 0.5, 0.9]
us.regard = [0.05, 0.2, 0.4]

[compared_with]
us.transactionalism = 0.1
us.regard = 0.4

[outcomes]
damage = { measure = "damage", reduction = "total" }
effort_usa = { measure = "effort_usa", reduction = "total" }
"""

# %% [markdown]
# Saved as `mine.toml`, this design runs with `multipartner sweep mine.toml`, which continues where it stopped.
# Here the file is a temporary one.

# %%
with TemporaryDirectory() as folder:
    path = Path(folder) / "returns_or_regard.toml"
    path.write_text(DESIGN, encoding="utf-8")
    found = mp.sweep(path)
print(found)
for sentence in found.sentences:
    print("-", sentence)

# %% [markdown]
# ## The table behind it
#
# One row per point and history: factors and outcomes.

# %%
print(found.frame.head().to_string(index=False))
print(
    found.frame.pivot_table(index="us.regard", columns="us.transactionalism", values="effort_usa").round(0).to_string()
)

# %% [markdown]
# ## If assumptions are wrong
#
# Two histories say little about luck, and nothing at all about numbers that somebody assumed. `multipartner sweep
# assumptions` varies all of them; [What a sweep says](../docs/analysis.md) gives the results, and shows how to ask in
# how many worlds a difference keeps its sign.
