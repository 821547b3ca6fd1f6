# %% [markdown]
# # A free rider in twelve lines
#
# Ten countries can each abate x units at a cost of x² / 2; a unit, whoever provides it, is worth 1 to each. Together
# they would abate 100 units, alone they abate 10. Can an agreement that nobody enforces do better? Hardly
# [barrett1994].

# %%
import numpy as np

import multipartner as mp

game = mp.Game([1.0] * 10, rule="joint", tie="join")
for k in (0, 3, 10):
    game.seat(range(k))
    effort, welfare = game.efforts().sum(), game.payoffs().sum()
    print(f"{k:2d} members: effort {effort:5.1f}, welfare {welfare:5.1f}, one gains by being in {game.gain(0):+.1f}")
print("all ten sign, then reconsider:", game.settle(range(10)), "stay")
print("two may begin together:", mp.Game([1.0] * 10, founding=True).settle(), "are in")
for ambition in (1.0, 0.5, 0.25):
    print(
        f"ambition {ambition:.2f}:",
        mp.Game([1.0] * 10, rule="reciprocity", ambition=ambition, tie="join").settle(range(10)),
        "are in",
    )
print(
    "one is committed and pays newcomers:",
    mp.Game([1.0] * 10, rule="optimal", committed=[0], tie="join").settle(),
    "are in",
)

# %% [markdown]
# ## Look inside one decision
#
# Every number above comes from the decision that states, firms and NGOs take in the full model. You can read its
# terms: what a fourth member gets inside and outside.

# %%
game.seat(range(4))
for term, (inside, outside) in game.terms_of(0).items():
    if inside or outside:
        print(f"{term:30s} in {inside:+7.2f}   out {outside:+7.2f}")

# %% [markdown]
# ## The law of a noisy world
#
# People err. With noise nothing ever settles, but the chance of each number of members can be computed exactly.

# %%
law = mp.Game([1.0] * 6, rule="joint", theta=0.5).law()
print("chance of 0 to 6 members:", law.round(3).tolist())

# %% [markdown]
# ## Everybody looks ahead
#
# Let each take into account what follows from its own coming and going. Three then stay together, as above. Among
# four, agreements are proposed and left again forever and no set lasts, but all four sit together for part of the
# time, which never happens to those who look only one step ahead.

# %%
for n in (3, 4):
    ahead = mp.Game([1.0] * n).farsighted()
    time = [0.0] * (n + 1)
    for members, chance in ahead.leads_to(()).items():
        time[len(members)] += chance
    print(
        f"{n} who look ahead: sets that last {ahead.stable}; part of the time with 0 to {n} members:", np.round(time, 2)
    )
