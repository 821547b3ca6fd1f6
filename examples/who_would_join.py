# %% [markdown]
# # Who would join?
#
# Describe a partnership that does not exist. The model's one decision, with strengths fitted to real lists of
# members, says who would sit in it, and why. For how well that works on lists it has never seen, see
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
# `odds` are the chance of being in over that of being out. Read them as a ranking: individual chances are
# too extreme; what was tested against real lists is their order and the expected size.
#
# A partnership grows with its age. Where `started` is blank, as here, it is taken to be an established body, 41 years
# old, the typical age of organisations; with `started = 2026` it is new and has hardly more than its founders.

# %%
states = odds[odds["kind"] == "state"]
print(f"expected states: {odds.attrs['expected_size']:.0f} of {len(states)}")
new = mp.predict_members({**grid, "started": 2026})
print(f"if it begins in 2026: {new.attrs['expected_size']:.0f}")
for reason in odds.attrs["reasons"][:4]:
    print("-", reason)

# %% [markdown]
# Would it change who comes if China were the founder?

# %%
other = mp.predict_members({**grid, "founders": "CHN|FJI"}).set_index("actor")["odds"]
both = states.set_index("actor").assign(by_china=other)
both["places gained"] = both["odds"].rank(ascending=False) - both["by_china"].rank(ascending=False)
print(both.nlargest(5, "places gained")[["name", "places gained"]].to_string())
print(both.nsmallest(5, "places gained")[["name", "places gained"]].to_string())
