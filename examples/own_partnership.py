# %% [markdown]
# # Your own partnership
#
# Norway leads a fund against plastics in the oceans, with twelve states and a company. What becomes of it, and
# what does it take from other issues? Oceans are not an issue in the shipped world, so they are added as well.

# %%
import multipartner as mp

mine = {
    "extends": "today",
    "title": "Ocean Plastics Fund",
    "years": 10,
    "issue": [
        {
            "id": "oceans",
            "dynamics": "stock",
            "need": 174.5,  # US$bn a year that would hold the level
            "observed_coverage": 0.15,
            "value": 5,
            "inflow": 0.05,
            "human_exposure": "population*food_vulnerability",
        }
    ],
    "actor": [
        {
            "id": "nordplast",
            "kind": "company",
            "home": "NOR",
            "revenue": 12,
            "interest": {"oceans": 0.7, "climate": 0.3},
        }
    ],
    "partnership": [
        {
            "id": "oceanfund",
            "name": "Ocean Plastics Fund",
            "issue": "oceans",
            "founded": 2026,
            "form": "fund",
            "lead": "NOR",
            "founders": ["NOR", "SWE", "DNK", "FIN", "ISL", "DEU", "FRA", "JPN", "KEN", "IDN", "PHL", "CHL"],
            "members": ["nordplast"],
            "recipients": 1,
        }
    ],
}

# %% [markdown]
# A stated rule fills in what you leave out. For a file, `multipartner validate mine.toml` lists every such
# value, and `multipartner template partnership` writes a commented file to start from;
# [Your own world](../docs/own_world.md) explains everything that you can specify.
#
# ## One history

# %%
world = mp.WorldOrder(mine, seed=1)
for _ in range(16):
    world.step()
fund = world.partnership("oceanfund")
others = [member.id for member in fund.members if not isinstance(member, mp.State)]
print(f"after four years: {len(fund.members)} members, of whom not states: {others}")
pledges = sorted(fund.pledges.items(), key=lambda pair: -pair[1])
print("largest pledges, US$bn a year:", {name: round(money, 3) for name, money in pledges[:5]})

# %% [markdown]
# ## With it and without it
#
# The same issue, once with the fund and once without, in the same histories: what the fund brings, and what it
# takes from other issues.

# %%
without = {key: value for key, value in mine.items() if key != "partnership"} | {"title": "without the fund"}
looked_at = ["level_oceans:final", "effort_oceans:total", "effort_climate:total", "damage:total"]
pair = mp.compare(without, mine, runs=4, outcomes=looked_at)
for sentence in pair.sentences:
    print("-", sentence)

# %% [markdown]
# What to try: another lead, other conditions of `admission`, no company at all; or leave out the fund and see whether
# somebody founds one. `who_would_join.py` predicts members of a partnership without running a history.
