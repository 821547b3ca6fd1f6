# %% [markdown]
# # Two policies in the same histories
#
# What would a transactional United States cost the world? The model cannot foretell 2050. It can run the same random
# history twice, once under each policy, and look at the difference: the same outbreaks, the same wars, the same luck
# in who looks at what. Whatever differs then is the policy.

# %%
import multipartner as mp

# %% [markdown]
# Ten paired histories are enough for a first look; with `runs=100` intervals are about a third as wide. Results are
# kept in memory; `out="results/mine"` would keep them on disk, and the same call would go on from there.

# %%
pair = mp.compare("cooperative", "transactional", runs=10)
print(pair)

# %% [markdown]
# ## What may be said
#
# A sentence stands here only if the actors of the model decide enough of an outcome for policy to matter, and each
# has its 95 % interval over histories. The interval covers luck. It does not cover what nobody knows about the world:
# `what_matters.py` is about that.

# %%
for sentence in pair.sentences:
    print("-", sentence)

# %% [markdown]
# ## The picture
#
# In a notebook `pair.plot()` shows itself; a script saves it.

# %%
drawing = pair.plot()
print(drawing.caption)

# %% [markdown]
# ## The numbers
#
# `frame` is tidy: a row a quarter of a history, a column a measure, units in `attrs`. Take differences within a
# history, never between averages of different histories: that is what pairing is for.

# %%
frame = pair.frame
print(frame.attrs["units"]["damage"])
flows = frame[frame["quarter"] > 0]
total = flows.groupby(["history", "scenario"], observed=True)["damage"].sum().unstack("scenario") / 4
difference = total["transactional"] - total["cooperative"]
print(f"damage over the run: {difference.mean():+,.0f} US$bn on average over the histories")
print(f"in single histories: {difference.min():+,.0f} to {difference.max():+,.0f}")

# %% [markdown]
# ## How many histories are enough?

# %%
wanted = abs(difference.mean()) / 20
print(mp.enough_histories(difference.to_numpy(), half_width=wanted).sentences[0])
