# %% [markdown]
# # Leave Paris
#
# A dated withdrawal is a table of three lines in a scenario. Here the United States leaves the Paris Agreement in 2026;
# in a third scenario it may return four years later. Everything else is today's world.

# %%
import multipartner as mp

LEAVES = {"actor": "USA", "partnership": "paris", "from": 2026.0}
TEN_YEARS = {"extends": "today", "years": 10}
stays = {**TEN_YEARS, "title": "the United States stays"}
leaves = {**TEN_YEARS, "title": "they leave", "withdrawals": [LEAVES]}
returns = {**TEN_YEARS, "title": "they leave and may return", "withdrawals": [{**LEAVES, "until": 2030.0}]}

# %% [markdown]
# ## One history, up close
#
# `WorldOrder` is one history as a Mesa model. Actors are agents; you can ask them why.

# %%
world = mp.WorldOrder(leaves, seed=1)
paris = world.partnership("paris")
print(f"at the start: {len(paris.members)} members, the United States among them:", world.actor("USA") in paris.members)
for _ in range(8):
    world.step()
print(
    f"after two years: {len(paris.members)} members, the United States among them:", world.actor("USA") in paris.members
)
print(world.actor("USA").why("paris"))

# %% [markdown]
# ## Many histories, paired
#
# How much more warming, how much more damage? Look at the interval before you look at the number.

# %%
for other in (leaves, returns):
    print(other["title"])
    for sentence in mp.compare(stays, other, runs=5, outcomes=["level_climate:final", "damage:total"]).sentences:
        print("  -", sentence)

# %% [markdown]
# What to discuss: does leaving one agreement change anything by more than luck does, and why might it not? Where the
# model's actors decide less than a fifth of the effort on a threat, it makes no claim. Which of the assumptions in
# `multipartner show today` would you change, and what would convince you of the change?
