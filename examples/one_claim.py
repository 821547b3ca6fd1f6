# %% [markdown]
# # What survives of a claim
#
# A claim is written down before it is tried: two sides, an outcome, the smallest effect worth caring about, and
# what would make it true by construction. Here one of the essay's: admitting non-states contains threats better
# than diplomacy among states alone.

# %%
import multipartner as mp

# %% [markdown]
# It is tried in worlds drawn from what nobody knows, not in one world that somebody prefers. Six of them are too
# few for a serious verdict; `multipartner claims seats` takes 64, also leaves out what favours the claim, and
# also starts from an empty world. For the verdicts on all claims, see
# [Claims](../docs/claims.md).

# %%
(tried,) = mp.try_claims("seats", worlds=6)
print(tried.claim.said.statement)
print("smallest effect that counts:", tried.claim.said.smallest, "because:", tried.claim.said.reason)
print("verdict in six worlds:", tried.verdict)
if tried.where:
    print("it turns round", tried.where)

# %% [markdown]
# What to discuss: which worlds would you have to rule out for the claim to hold in all others? `multipartner
# claims new` writes a commented file for a claim of your own.
