"""Words are found in the whole plan and replaced; what does not add up is gone to, mended, accepted; rows are commented on."""
import json
import os
import shutil
import tempfile
from pathlib import Path

from desktop import Missing, Program, wait_for

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'


class Finder(Program):
    def __init__(self, plan):
        super().__init__(plan)
        self.plan = plan

    def saved(self, what, condition):
        """Saves, and waits for a file of which condition is true."""
        def look():
            # Again and again: what is asked for while the save before is still under way may be passed over.
            self.key('ctrl+s')
            return condition(json.loads(self.plan.read_text(encoding='utf-8')))

        return wait_for(what, look)

    def at(self, name, description=None):
        """Waits until the focus is on that."""
        def look():
            now = self.focused()
            return now is not None and now.name == name and (description is None or now.description == description)

        wait_for(f'the focus on {name} of {description}', look)

    def said(self, pattern):
        return self.find(name=pattern, root=self.root)


def check_find(program):
    """As one types; the arrows choose, Enter goes to the field, Ctrl+G to the next; case and whole words narrow."""
    program.key('ctrl+f')
    program.type('partnership')
    program.said('Partnership launch, Company priority, Context')
    program.key('Down', 'Return')
    program.at('Detail: Partnership demo May 15, Feature freeze June 15', 'Key dates')
    program.key('ctrl+g')
    program.at('Objective: Deliver Partnership Features', 'Deliver Partnership Features')

    program.key('ctrl+f')
    program.type('PARTNERSHIP LAUNCH')
    program.said('Partnership launch, Company priority, Context')
    program.press('Match Case', root=program.root)
    program.said('.*PARTNERSHIP LAUNCH.*is nowhere.*')
    program.press('Match Case', root=program.root)
    program.said('Partnership launch, Company priority, Context')


def check_replace(program):
    """Everywhere at once, as one step to undo; numbers stay numbers."""
    def risks(plan):
        return [risk['risk'] for risk in plan['risks']]

    program.key('ctrl+h', 'ctrl+a')
    program.type('scope creep')
    program.said('Partnership scope creep, Risk, Risks')
    program.click(program.find('text', 'Replace with', root=program.root))
    program.type('drift')
    program.press('Replace All', root=program.root)
    program.said('.*replaced.*')
    program.saved('the other words', lambda plan: 'Partnership drift' in risks(plan))
    program.key('ctrl+f')
    program.key('Escape')
    program.key('ctrl+z')
    program.saved('them back', lambda plan: 'Partnership scope creep' in risks(plan))


def check_findings(program):
    """The worst is first; what mends it is one step; Enter goes there; accepted for a reason it stands apart, and may be taken
    back."""
    def stretched(plan):
        return [initiative['title'] for objective in plan['objectives'] for initiative in objective['initiatives']
                if initiative.get('status') == 'stretch']

    before = json.loads(program.plan.read_text(encoding='utf-8'))
    program.key('F8')
    program.at('Error: Security is committed to 180 of 156 points, 24 too many.', 'Capacity')
    program.key('Tab', 'Return')
    program.at('Make CI/CD security scanning stretch')
    program.key('Return')
    program.saved('it mended', lambda plan: stretched(plan) == [*stretched(before), 'CI/CD security scanning'])
    # The menu that it was chosen from is gone, and keys are heard again.
    program.at('Warning: Data has 208 points of capacity and no work.', 'Capacity')
    program.key('ctrl+z')
    program.saved('it as before', lambda plan: stretched(plan) == stretched(before))
    program.go_to('Capacity')
    program.focus(program.cell('Team', 'Data'))
    program.page = None

    program.key('F8')
    program.at('Error: Security is committed to 180 of 156 points, 24 too many.', 'Capacity')
    program.key('Return')
    program.at('Team: Security', 'Security')
    program.key('F8')
    program.at('Error: Security is committed to 180 of 156 points, 24 too many.', 'Capacity')
    program.find('push button', '(Accept… ?)+', 'Security is committed to 180 of 156 points, 24 too many.',
                 root=program.root).act()
    program.said('Accept This Finding.*')
    program.type('The first work starts in May.')
    program.key('Return')
    program.said('Accepted: the plan keeps the reason')
    program.saved('the reason', lambda plan: any(
        record.get('rule') == 'capacity.team-over' and record.get('reason') == 'The first work starts in May.'
        for record in plan['accepted']))
    program.key('ctrl+z')
    program.saved('it taken back', lambda plan: all(record['rule'] != 'capacity.team-over' for record in plan['accepted']))


def check_comment(program):
    """On the row that has the focus, from its form."""
    program.key('F8')
    program.go_to('Risks')
    program.focus(program.cell('Risk', 'Key engineer departure'))
    program.key('ctrl+alt+m')
    program.type('Who covers for Maya?')
    program.key('Return')
    program.saved('the comment', lambda plan: any(
        comment.get('text') == 'Who covers for Maya?' and comment.get('author') for comment in plan['comments']))
    program.find(name='1 open comment')


def main():
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / 'plan.qplan'
        shutil.copy(EXAMPLE, plan)
        with Finder(plan) as program:
            for check in (check_find, check_replace, check_findings, check_comment):
                try:
                    check(program)
                except Missing as error:
                    raise AssertionError(f'{check.__name__}: {error}') from error
            program.process.kill()
            program.process.wait()
    print('4 passed, 0 failed')


main()
