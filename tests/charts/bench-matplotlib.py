"""Four charts like ours, drawn with matplotlib: bench-matplotlib.py PLAN FOLDER. The yardstick of bench-charts.py."""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

WIDTH, HEIGHT, DPI = 19.2, 10.8, 100


def new_chart(title):
    figure, axes = pyplot.subplots(figsize=(WIDTH, HEIGHT), dpi=DPI)
    axes.set_title(title, fontsize=28, loc="left", fontweight="bold")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def capacity(plan):
    figure, axes = new_chart("Points committed against capacity")
    names = [team["name"] for team in plan["teams"]]
    points = [team["engineers"] * team["days"] for team in plan["teams"]]
    axes.barh(names, points, color="#e8ebee")
    axes.barh(names, [0.7 * value for value in points], color="#1a5fb4")
    for row, value in enumerate(points):
        axes.text(value, row, f" {value:.0f}", va="center", fontsize=18)
    axes.invert_yaxis()
    return figure


def allocation(plan):
    figure, axes = new_chart("Share of the capacity")
    names = [category["name"] for category in plan["allocation"]]
    shares = [category["percent"] for category in plan["allocation"]]
    axes.barh(names, shares, color="#c9dbf2")
    for row, value in enumerate(shares):
        axes.text(value, row, f" {value:.0f} %", va="center", fontsize=18)
    axes.invert_yaxis()
    return figure


def scorecard(plan):
    figure, axes = new_chart("Scores of last quarter")
    titles = [result["title"] for objective in plan["review"]["objectives"] for result in objective["key-results"]]
    scores = [index % 5 / 4 for index in range(len(titles))]
    axes.hlines(titles, 0, scores, color="#1a5fb4", linewidth=4)
    axes.plot(scores, titles, "o", markersize=12, color="#1a5fb4")
    axes.axvline(0.7, linestyle=":", color="#1d2127")
    axes.invert_yaxis()
    return figure


def risk_matrix(plan):
    figure, axes = new_chart("Likelihood by impact")
    levels = ["low", "medium", "high"]
    axes.imshow([[1, 2, 3], [2, 4, 6], [3, 6, 9]], cmap="Greys", origin="lower", aspect="auto", alpha=0.4)
    axes.set_xticks(range(3), levels, fontsize=18)
    axes.set_yticks(range(3), levels, fontsize=18)
    for risk in plan["risks"]:
        axes.text(levels.index(risk["impact"]), levels.index(risk["likelihood"]), risk["risk"], ha="center", va="center",
                  fontsize=16, wrap=True)
    return figure


def main():
    plan = json.loads(Path(sys.argv[1]).read_text())
    for chart in (capacity, allocation, scorecard, risk_matrix):
        figure = chart(plan)
        figure.savefig(Path(sys.argv[2]) / f"{chart.__name__}.png")
        pyplot.close(figure)


main()
