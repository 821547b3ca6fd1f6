# %% [markdown]
# # Who would join?
#
# Describe a partnership that does not exist. The one decision of the model, its strengths fitted to real lists of
# members, says who would sit in it, and why. How well that works on lists it has never seen stands in
# [Evidence](../docs/evidence.md).

# %%
import multipartner as mp

# %% [markdown]
# A Pacific power grid, founded by Australia, New Zealand and Fiji.

# %%
grid = {"id": "pacific_grid", "founders": "AUS|NZL|FJI", "issue": "energy"}
odds = mp.predict_members(grid)
print(odds.columns.tolist())
print(odds.head(12).to_string(index=False))

# %% [markdown]
# `odds` are the chance of being in over that of being out. Read them as a ranking: a single chance that the model gives
# is too extreme, while order and expected size are what was held against real lists.
#
# A partnership grows with its age. Where `started` is blank, as here, it is taken for an established body, 41 years
# old as organisations typically are; with `started = 2026` it is new and has hardly more than its founders.

# %%
states = odds[odds["kind"] == "state"]
print(f"expected states: {odds.attrs['expected_size']:.0f} of {len(states)}")
new = mp.predict_members({**grid, "started": 2026})
print(f"if it begins in 2026: {new.attrs['expected_size']:.0f}")
for reason in odds.attrs["reasons"][:4]:
    print("-", reason)

# %% [markdown]
# Would China's founding it change who comes?

# %%
other = mp.predict_members({**grid, "founders": "CHN|FJI"}).set_index("actor")["odds"]
both = states.set_index("actor").assign(by_china=other)
both["places gained"] = both["odds"].rank(ascending=False) - both["by_china"].rank(ascending=False)
print(both.nlargest(5, "places gained")[["name", "places gained"]].to_string())
print(both.nsmallest(5, "places gained")[["name", "places gained"]].to_string())
