# %% [markdown]
# # Build a climate club
#
# Whoever stays outside an agreement enjoys what the members do and pays nothing. A *club* responds with a penalty on
# trade with outsiders [nordhaus2015]. How high must it be?

# %%
import multipartner as mp

# %% [markdown]
# ## In theory
#
# Ten identical countries: a unit of abatement is worth 1 to each, the cost is x² / 2. Each member imposes a penalty on
# each outsider. Without one, three stay. The classic threshold for all ten is (N − 3) / 2 = 3.5 [barrett1997].

# %%
for penalty in (0.0, 0.5, 1.0, 2.0, 3.0, 3.5):
    members = mp.Game([1.0] * 10, tie="join", outsider_penalty=penalty).settle(range(2))
    print(f"penalty {penalty:.1f}: {members:2d} of 10 are in")

# %% [markdown]
# Countries differ. Here five are large and care, five are small and hardly do: who needs the penalty?

# %%
values = [2.0] * 5 + [0.5] * 5
for penalty in (0.0, 1.0, 4.0):
    game = mp.Game(values, tie="join", outsider_penalty=penalty)
    game.settle(range(2))
    print(f"penalty {penalty:.1f}: members {game.members}")

# %% [markdown]
# ## In today's world
#
# The same kernel levies penalties in the full model: here the Powering Past Coal Alliance puts 3 % on trade with
# outside states, and they return a part of it in retaliation. `club_with_penalties` is a shipped scenario of four
# lines.

# %%
pair = mp.compare("today", "club_with_penalties", runs=6)
for sentence in pair.sentences:
    print("-", sentence)

# %% [markdown]
# What to discuss: who pays for the penalty besides the outsiders? What happens to partnerships that have nothing to
# do with climate? Try `retaliation = 1.0` in a scenario of your own.
