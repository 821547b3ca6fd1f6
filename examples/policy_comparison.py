# %% [markdown]
# # Two policies in the same histories
#
# What would a transactional United States cost the world? The model cannot foretell 2050. It can run the same random
# history twice, once under each policy, and look at the difference: the same outbreaks, the same wars, the same luck
# in who considers what. Whatever then differs is due to policy.

# %%
import multipartner as mp

# %% [markdown]
# Ten paired histories are enough for a first look; with `runs=100` intervals are about a third as wide. Results are
# kept in memory; `out="results/mine"` would keep them on disk, and the same call would continue from there.

# %%
pair = mp.compare("cooperative", "transactional", runs=10)
print(pair)

# %% [markdown]
# ## What you may say
#
# A sentence appears here only if the actors of the model decide enough of an outcome for policy to matter, and each
# has its 95 % interval over histories. The interval covers luck. It does not cover what nobody knows about the world;
# for that, see `what_matters.py`.

# %%
for sentence in pair.sentences:
    print("-", sentence)

# %% [markdown]
# ## The picture
#
# A notebook displays `pair.plot()`; a script saves it.

# %%
drawing = pair.plot()
print(drawing.caption)

# %% [markdown]
# ## The numbers
#
# `frame` is tidy: one row per quarter of a history, one column per measure, units in `attrs`. Take differences within a
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
