"""Tables by quarter as files for other programs: CSV of each, and the network of co-members as GraphML."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd

from experiments.storage.csv_text import Dialect, as_csv
from experiments.storage.frames import Results
from experiments.storage.parts import write_whole


def write_detail(results: Results, names: Sequence[str], dialect: Dialect = "plain") -> Path:
    """Write tables by quarter as CSV into ``detail/``, and for edges one GraphML a history; return the folder."""
    folder = results.folder / "detail"
    for name in names:
        frame = results.detail(name)
        write_whole(folder / f"{name}.csv", as_csv(frame, dialect))
        if name == "edges":
            last = frame[
                frame["quarter"] == results.columns("runs", ["scenario", "history", "quarter"])["quarter"].max()
            ]
            for scenario, history in results.detailed(name):
                edges = last[(last["scenario"] == scenario) & (last["history"] == history)]
                actors = results.actors[results.actors["scenario"] == scenario]
                write_whole(folder / f"edges-{scenario}-{history}.graphml", graphml(edges, actors))
    return folder


def graphml(edges: pd.DataFrame, actors: pd.DataFrame) -> bytes:
    """Return the network of one history at its end as GraphML.

    Parameters
    ----------
    edges : ties with weights and numbers of shared partnerships; none where nobody sits with another
    actors : actors of that arm, with kind and capacity
    """
    import networkx as nx

    graph = nx.Graph()
    for actor in actors.itertuples():
        name = str(getattr(actor, "name", actor.actor))
        graph.add_node(actor.actor, name=name, kind=str(actor.kind), capacity=float(str(actor.capacity)))
        if seats := getattr(actor, "partnerships", ""):
            graph.nodes[actor.actor]["partnerships"] = str(seats)
    for edge in edges.itertuples():
        graph.add_edge(edge.actor, edge.other, weight=float(str(edge.weight)), shared=int(float(str(edge.shared))))
    sink = BytesIO()
    nx.write_graphml_xml(graph, sink)
    return sink.getvalue()
