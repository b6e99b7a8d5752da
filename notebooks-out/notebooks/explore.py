# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Results of Equipoise in a notebook
#
# Reads any folder that `equipoise run` or `equipoise sweep` has written, and draws what `make report` draws. Set `EQUIPOISE_RESULT`,
# or change the path. The notebook is made from `explore.py` by `make notebooks`.

# %%
import os

import altair

import ensembles
import figures
import tables
from results import Results

altair.renderers.enable("svg")  # works offline; "html" answers the pointer, and fetches scripts from the network
results = Results(os.environ.get("EQUIPOISE_RESULT", "../uk-options"))
place = results.places[0]
print(results.scenario.get("title"), "|", ", ".join(results.options), "|", "; ".join(results.problems) or "nothing is missing")


# %%
def show(figure):
    """A figure with its title; nothing where the folder does not hold what it shows."""
    return figure.titled() if figure else None


# %% [markdown]
# ## Impact assessment

# %%
tables.impact_assessment(results, place)

# %% [markdown]
# ## Options over time

# %%
show(figures.over_time(results, place, "ai_sector_revenue"))

# %%
show(figures.effect_over_time(results, place, "ai_sector_revenue"))

# %%
show(figures.effect_over_time(results, place, "creative_sector_revenue"))

# %%
show(figures.effect_over_time(results, place, "licence_income"))

# %% [markdown]
# ## AI-sector growth against creative-sector revenue

# %%
show(ensembles.trade_off_cloud(results, place) if results.is_sweep else figures.trade_off(results, place))

# %% [markdown]
# ## Who gains, where licence money flows, and small owners against large

# %%
show(figures.gains(results, place))

# %%
show(figures.licence_flows(results, "World"))

# %%
show(figures.licence_flows(results, place))

# %%
show(figures.owners(results, place))

# %% [markdown]
# ## Over all draws of a sweep

# %%
for outcome in results.outcomes:
    if figure := ensembles.effect_distribution(results, outcome) or ensembles.distribution(results, outcome):
        display(show(figure))  # noqa: F821 - the notebook's own

# %% [markdown]
# ## Your own: the tables are pandas data frames

# %%
if results["timeseries"] is not None:
    burden = results["timeseries"].query("variable == 'burden' and jurisdiction == @place")
    display(burden.pivot_table(index="year", columns="option", values="value"))  # noqa: F821
