"""Every promise of speed in one table, each measured beside its reference in the same run.
usage: bench-promises.py PLAN THOUSANDFOLD PROGRAM...: the programs are told apart by their names.

Times are milliseconds of the processor unless said otherwise: others on the machine do not count. From a key to the
figures it is the clock, less the sleep until the display draws again, which it does 60 times a second however early all is
ready. Of several runs, taken in turn with those of the reference, the least counts; the noise is how much more the middle
one of the reference took."""

import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAIRS = 3     # at least
PATIENCE = 6  # seconds for up to MOST pairs: what others use, too, is at its own speed only now and then
MOST = 30
STARTS = 15
FACTORS = (1, 10, 100, 1000)
GROW = Path(__file__).parent.parent / 'grow-plan.py'
ROW = '{:<46} {:>6} {:>10} {:>10} {:>7} {:>9} {:>7} {:>6}'

# Where the time goes of what may be missed, found with perf.
NOTES = {
    'save': 'no spot is hot: records are read from all over the memory, the tree of the generator lies as it was made',
    'Markdown in': 'half makes records, a tenth computes the figures that typed ones are held against, a sixth writes it all '
                   'once to learn its style; of a single plan a third finds out what the headers of its tables mean; md4c '
                   'walks through and keeps nothing',
    'Markdown out': 'more than half computes the figures, which the document states; the rest writes it, with records '
                    'fetched from all over the memory before they are read',
    'first frame, of a bare window’s': 'counted in instructions, what the bare window has not: a fifth two charts with fonts of '
                                       'their own, a quarter sidebar, lists and tiles, the rest header bar, window and plan; '
                                       'half of all that is spared again, for GTK’s own style sheet is not read',
    'first frame: more': 'the plan is read meanwhile in another thread',
    'memory with the plan open': 'the heap 3 MB more than a bare window has, the program 2, a font and json-glib half a MB',
    'key to figures': 'half is the toolkit’s layout and drawing of a page on which a finding comes or goes, so that all below '
                      'it moves',
    'scrolling, a frame': 'binding and measuring the cells of eight rows',
    'a screenful further': 'binding and measuring the cells of all rows that show',
}

missed = []


def show(work, size, ours, reference=None, target=None, most=None, noise=None):
    """One line of the table. @target is a factor of the reference, @most a bound of the value itself."""
    ratio = ours / reference if reference else None
    met = None
    if target is not None:
        met = ratio <= target
    elif most is not None:
        met = ours <= most
    if met is False:
        missed.append(f'{work} {size}')
    print(ROW.format(work, size, f'{ours:.2f}', f'{reference:.2f}' if reference else '',
                     f'{ratio:.2f}' if ratio else '',
                     f'{target:.1f} times' if target is not None else f'{most:g}' if most is not None else '',
                     {True: 'met', False: 'MISSED', None: ''}[met], f'{noise:.0%}' if noise is not None else ''), flush=True)


def run(*command):
    return subprocess.run([str(word) for word in command], check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()


def least(runs):
    return min(runs), statistics.median(runs) / min(runs) - 1


def pair(ours, theirs, runs=PAIRS, threads=False):
    """What both gave, by turns: the least of each, the least of what else they gave, and the noise. Unless they have
    @threads, both of a pair are on the same processor: others may have busier neighbours."""
    results = {False: [], True: []}
    processors = os.sched_getaffinity(0)
    end = time.monotonic() + PATIENCE
    for processor in itertools.cycle(sorted(processors)):
        if len(results[True]) >= (runs if time.monotonic() > end else max(runs, MOST)):
            break
        if not threads:
            os.sched_setaffinity(0, {processor})
        for reference, func in ((False, ours), (True, theirs)):
            results[reference].append(func())
    os.sched_setaffinity(0, processors)
    best = [[min(column) for column in zip(*results[reference])] for reference in (False, True)]
    return best[0], best[1], least([result[0] for result in results[True]])[1]


def process(*command):
    """A function that gives the processor's milliseconds of a whole process."""
    def measure():
        pid = os.posix_spawn(str(command[0]), [str(word) for word in command], os.environ,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                           (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
        _, _, usage = os.wait4(pid, 0)
        return (1000 * (usage.ru_utime + usage.ru_stime),)
    return measure


def measure_formats(programs, plans, folder):
    def formats(what, path):
        return lambda: tuple(float(word) for word in run(programs['bench-formats'], what, path).split())

    for factor, plan in plans.items():
        size = f'{factor}x'
        markdown = folder / f'{factor}.md'
        run(programs['qdeck'], 'convert', plan, markdown)
        ours, theirs, noise = pair(formats('load', plan), formats('json-glib-parse', plan))
        show('load, of json-glib’s parse', size, ours[0], theirs[0], 2.0, noise=noise)
        show('  most memory meanwhile, MB', size, ours[1] / 1024, theirs[1] / 1024, 1.5)
        ours, theirs, noise = pair(formats('save', plan), formats('json-glib-generate', plan))
        show('save, of json-glib’s generator', size, ours[0], theirs[0], 1.0, noise=noise)
        ours, theirs, noise = pair(formats('read-markdown', markdown), formats('md4c-parse', markdown))
        show('Markdown in, of md4c’s parse', size, ours[0], theirs[0], 10.0, noise=noise)
        ours, theirs, noise = pair(formats('write-markdown', plan), formats('md4c-parse', markdown))
        show('Markdown out, of md4c’s parse', size, ours[0], theirs[0], 3.0, noise=noise)


def measure_processes(programs, plan):
    for command in ('check', 'show'):
        ours, theirs, noise = pair(process(programs['qdeck'], command, plan), process(programs['empty']), 40)
        show(f'qdeck {command}, of an empty program', '1x', ours[0], theirs[0], 2.0, noise=noise)


def measure_edits(programs):
    found = re.findall(r'^(.*?\w)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$', run(programs['bench-edit']), re.M)
    for name, *columns in found:
        for factor, microseconds in zip(FACTORS, columns):
            if 'initiative' in name:
                show(f'edit: {name}', f'{factor}x', int(microseconds) / 1000, most=1)


def start(program, folder, *files):
    """A function that gives the times of a start: to the first frame, to the one that shows the plan; and memory."""
    def measure():
        with tempfile.TemporaryDirectory(dir=folder) as state:
            environment = dict(os.environ, XDG_STATE_HOME=state, XDG_DATA_HOME=state,
                               QD_BENCH_START=str(time.monotonic_ns() // 1000))
            said = subprocess.run([str(program), *map(str, files)], env=environment, check=False, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL).stdout.decode()
        frame, shown, memory = (re.search(fr'^{word} (.*)$', said, re.M).group(1).split()
                                for word in ('frame', 'shown', 'memory'))
        return float(frame[1]), float(shown[1]), float(memory[0]) / 1024, float(frame[0]), float(shown[0])
    return measure


def measure_starts(programs, plan, thousandfold, folder):
    bare = start(programs['start-bare'], folder)
    ours, theirs, noise = pair(start(programs['start-quarterdeck'], folder, plan), bare, STARTS, threads=True)
    show('first frame, of a bare window’s', '1x', ours[0], theirs[0], 1.3, noise=noise)
    show('  by the clock', '1x', ours[3], theirs[3])
    show('  until the plan shows', '1x', ours[1], theirs[1])
    show('memory with the plan open, MB', '1x', ours[2], theirs[2], 1.3)
    many = [start(programs['start-quarterdeck'], folder, thousandfold)() for _ in range(3)]
    show('first frame: more than with the example', '1000x', min(result[3] for result in many) - ours[3], most=150)
    show('  until the plan shows, by the clock', '1000x', min(result[4] for result in many))
    show('memory with the plan open, MB', '1000x', min(result[2] for result in many))


def measure_merge(programs):
    said = run(programs['bench-merge'])
    both, compared, merged = (float(re.search(fr'^{what}: ([\d.]+) ms$', said, re.M).group(1))
                              for what in ('reading both', 'comparing', 'merging'))
    show('compare two plans, of reading both', '1000x', compared, both, 2.0)
    show('merge two plans, of reading both', '1000x', merged, both, 2.0)


def measure_window(programs, thousandfold):
    for name, *times in re.findall(r'^(\S.*?)\s{2,}([\d.]+)\s+([\d.]+)\s+([\d.]+)', run(programs['bench-typing']), re.M):
        clock, awake, processor = map(float, times)
        what, _, size = name.rpartition(', ')
        most = {'1x': 16, '1000x': 50}.get(size)
        show(f'key to figures: {what}' if what else f'key to a label: {name}', size, clock, most=most)
        show('  without the sleep until the display’s tick', size, awake)
        show('  of the processor', size, processor)
    pages = re.findall(r'^([a-z-]+) ([ \d.]+)$', run(programs['bench-window'], thousandfold), re.M)
    for index, what, most in ((1, 'a page once more', 16), (2, 'an edit to the frame', 50), (5, 'scrolling, a frame', 8),
                              (6, 'a screenful further', 16)):
        costs = sorted((float(numbers.split()[index]), page) for page, numbers in pages)
        show(f'{what}: the middle of {len(costs)} pages', '1000x', costs[len(costs) // 2][0], most=most)
        show(f'{what}: {costs[-1][1]}, the worst', '1000x', costs[-1][0], most=most)


def main():
    plan, thousandfold, *paths = sys.argv[1:]
    programs = {Path(path).name: path for path in paths}
    print(ROW.format('work', 'plan', 'measured', 'reference', 'ratio', 'at most', '', 'noise'))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = {1: plan, 1000: thousandfold}
        for factor in (10, 100):
            plans[factor] = folder / f'{factor}.qplan'
            run(sys.executable, GROW, plan, factor, plans[factor])
        measure_formats(programs, dict(sorted(plans.items())), folder)
        measure_processes(programs, plan)
        measure_edits(programs)
        measure_merge(programs)
        if 'start-bare' in programs:
            measure_starts(programs, plan, thousandfold, folder)
            measure_window(programs, thousandfold)
    print(f'\n{len(missed)} missed; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}')
    for start_of, note in NOTES.items():
        if any(line.startswith(start_of) for line in missed):
            print(f'{start_of}: {note}')
    print('Charts and exports have their own tables: charts, exports, slides-board.')


main()
