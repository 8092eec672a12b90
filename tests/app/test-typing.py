"""A whole plan typed from nothing by keyboard alone, as fast as keys come, until its figures are those of the plan that is
known; then several steps undone, and words found and replaced, by keys as well. The mouse stands still."""
import json
import tempfile
from pathlib import Path

from desktop import EXAMPLE, wait_for
from typist import Typist, figures

# What stands in the rows of a list, cell by cell, as far as it is typed.
SCORECARD = {
    'Improve checkout conversion': [
        ['Reduce checkout abandonment', '25% -> 20%', '21%'],
        ['Checkout load time p99', '3s -> 2s', '2.1s'],
        ['A/B test new flow', '3 tests', '3 tests'],
    ],
    'Platform reliability': [
        ['SLO compliance', '99.9%', '99.2%', '0.3'],
        ['Reduce on-call pages', '4/night -> 2/night', '4.2/night'],
        ['Zero SEV1 incidents', '0', '3'],
    ],
    'Team growth': [
        ['Hire 4 engineers', '4', '3'],
        ['Onboarding NPS', '8+', '8.2'],
    ],
}
LESSONS = [['Feature velocity came at the cost of reliability'], ['On-call burden unsustainable at current levels']]
PRIORITIES = [['Partnership launch', 'Enterprise partnership going live in Q3'], ['Platform stability', 'Board has flagged it'],
              ['Expansion', 'International expansion prep for Q4']]
CONSTRAINTS = [['Headcount', '34 engineers (3 new hires joining in April)'], ['Budget', '$50K discretionary'],
               ['Key dates', 'Partnership demo May 15, Feature freeze June 15']]
TEAMS = [['Checkout', '8', '52'], ['Platform', '6', '52'], ['Growth', '5', '52'], ['Data', '4', '52'], ['Security', '3', '52']]
ALLOCATION = [['Features', '50%'], ['Reliability', '25%'], ['Platform', '15'], ['Debt', '10']]
# Title and owner; key results with owner, baseline, target; initiatives with teams and points.
OBJECTIVES = [
    (['Restore Platform Reliability', 'Platform Team'],
     [['SLO compliance (30-day)', 'Platform', '99.2%', '99.9%'], ['On-call pages per night', 'Platform', '4.2', '2.0'],
      ['SEV1/SEV2 incidents', 'All teams', '3/quarter', '<=1'], ['Error budget remaining', 'Platform', '0%', '>50%']],
     [['Connection pool optimization', '', '50'], ['Alert tuning and runbook improvements', '', '40'],
      ['Automated canary analysis', '', '80'], ['Database query optimization', '', '60']]),
    (['Deliver Partnership Features', 'Checkout + Growth Teams'],
     [['Partner feature parity', 'Checkout', '0/8 features', '8/8 features'], ['Partner demo successful', 'Checkout', 'N/A', 'May 15'],
      ['Integration test coverage', 'Growth', '0%', '90%']],
     [['Bulk order processing', '', '120'], ['Custom invoicing', '', '80'], ['SSO integration', '', '60'],
      ['API rate limiting', '', '40'], ['Partner dashboard', '', '100'], ['Webhook reliability', '', '50']]),
    (['Strengthen Security Posture', 'Security Team'],
     [['Critical vulnerabilities', 'Security', '5 open', '0 open'], ['SOC2 audit readiness', 'Security', '60%', '100%'],
      ['Secrets in code', 'Security', '~50', '0'], ['Security review coverage', 'Security', '30%', '80%']],
     [['Vault implementation', '', '80'], ['CI/CD security scanning', '', '40'], ['SOC2 evidence collection', '', '60']]),
]
DEPENDENCIES = [['SSO integration requires IdP setup', 'Checkout', 'Partner IT', 'High', 'Early engagement'],
                ['Vault requires infra changes', 'Security', 'Platform', 'Medium', 'Joint planning session'],
                ['Partner API specs', 'Checkout', 'Partner', 'Medium', 'Draft specs available']]
RISKS = [['April hires onboard slower than expected', 'Medium', 'Medium', 'Assign dedicated buddies'],
         ['Partnership scope creep', 'High', 'High', 'Strict change control'],
         ['Reliability work uncovers more issues', 'Medium', 'Medium', 'Buffer capacity'],
         ['Key engineer departure', 'Low', 'High', 'Cross-training']]
NOT_DOING = [['Mobile app v2', 'Reliability takes priority', 'Q3'], ['Design system overhaul', 'Not blocking', 'Q3-Q4']]
CRITERIA = [['Reliability restored', 'SLO at target for the final 30 days'], ['Security baseline', 'SOC2 ready']]
DECISIONS = [['Which identity provider', 'Okta, Keycloak', 'Keycloak']]
ACTIONS = [['Book the demo room', 'CPO', 'April 12']]
COMMUNICATION = [['Board', 'Reliability improvement plan', 'April board meeting', 'CTO'],
                 ['Partner', 'Feature timeline', 'March 30', 'CPO']]
REVIEWS = [['Month 1 check-in', 'April 26', 'Partnership progress'], ['Quarter close', 'June 28', 'OKR scoring']]
APPROVALS = [['VP Engineering', '[Name]', 'Yes'], ['CPO', '[Name]', 'Yes'], ['CTO', '[Name]', 'Yes']]


def type_lists(program, page, *lists):
    """Each list of the page, one after the other."""
    program.turn_to(page)
    for number, rows in enumerate(lists):
        if number > 0:
            program.hit('F6')
        program.type_rows(rows, 'ctrl+shift+n')


def type_plan_itself(program):
    """The form: title first, then what Tab comes to."""
    program.turn_to('Plan and people')
    program.hit('Quarterly Plan Example', 'Tab', 'Anonymized example', 'Tab', 'ctrl+a', 'Q2 2024', 'Tab', '2024-03-25', 'Tab',
                'Engineering Leadership, Product, Design', 'Tab', 'VP Engineering', 'Tab')


def type_scorecard(program):
    """An objective, then its key results in the rows above the one for the next objective."""
    program.turn_to('Last quarter')
    program.hit('ctrl+shift+n')
    for objective, key_results in SCORECARD.items():
        program.hit(objective, 'Return', 'Escape', 'Up')
        program.on('Add Key Result')
        program.type_rows(key_results)
        program.hit('Down', 'Return')
    program.hit('Escape')


def type_objectives(program):
    program.turn_to('Objectives')
    program.hit('ctrl+shift+n')
    for titles, key_results, initiatives in OBJECTIVES:
        program.hit(titles[0], 'Tab', titles[1], 'Return', 'Escape', 'Up')
        program.on('Add Initiative')
        program.type_rows(initiatives)
        program.on('Add Initiative')
        program.hit(*['Up'] * (len(initiatives) + 2))
        program.on('Add Key Result')
        program.type_rows(key_results)
        program.hit('ctrl+End', 'Home', 'Return')
    program.hit('Escape')


def saved(program, path, condition, what):
    program.key('ctrl+s')
    wait_for(what, lambda: condition(json.loads(path.read_text(encoding='utf-8'))))


def undo_and_redo(program, path):
    """Every cell typed on the last page is one step back, and one forward again."""
    before = path.read_bytes()
    steps = sum(map(len, APPROVALS))
    program.key(*['ctrl+z'] * steps)
    saved(program, path, lambda plan: 'approvals' not in plan and len(plan['reviews']) == len(REVIEWS), 'no approvals')
    program.key(*['ctrl+y'] * steps)
    saved(program, path, lambda plan: path.read_bytes() == before, 'the same file')


def find_and_replace(program, path):
    """From the words to those in their place, and to the button: all of it one step back."""
    before = path.read_bytes()
    program.key('ctrl+h')
    program.page = None
    program.find('text', 'Replace with')
    program.hit('ctrl+a', 'scope creep')
    program.find('list item', 'Partnership scope creep, Risk, Risks')
    program.hit(*['Tab'] * 4, 'drift', 'Tab', 'Tab', 'Return')
    program.find('label', 'Nothing found')
    saved(program, path, lambda plan: any(risk['risk'] == 'Partnership drift' for risk in plan['risks']), 'the other words')
    program.key('ctrl+f', 'Escape', 'ctrl+z')
    saved(program, path, lambda plan: path.read_bytes() == before, 'the same file again')


def main():
    with tempfile.TemporaryDirectory() as folder, Typist() as program:
        path = Path(folder) / 'typed.qplan'
        program.key('ctrl+n')
        program.find('list', 'Sections', root=program.root)
        program.sections = program.pages()
        type_scorecard(program)
        type_lists(program, 'Lessons', LESSONS)
        type_plan_itself(program)
        type_lists(program, 'Context', PRIORITIES, CONSTRAINTS)
        type_lists(program, 'Capacity', TEAMS, ALLOCATION)
        type_objectives(program)
        type_lists(program, 'Dependencies', DEPENDENCIES)
        type_lists(program, 'Risks', RISKS)
        type_lists(program, 'Not doing', NOT_DOING)
        type_lists(program, 'Success criteria', CRITERIA)
        type_lists(program, 'Decisions and actions', DECISIONS, ACTIONS)
        type_lists(program, 'Communication', COMMUNICATION)
        type_lists(program, 'Reviews', REVIEWS)
        type_lists(program, 'Approvals', APPROVALS)
        program.save_as(path)
        typed, known = figures(path), figures(EXAMPLE)
        assert typed == known, '\n'.join(f'{key}: {typed[key]}\n   not {known[key]}' for key in known if typed[key] != known[key])
        assert typed['capacity'] == (26, 1352, 860) and typed['score'][0] == 0.59375, typed
        undo_and_redo(program, path)
        find_and_replace(program, path)
    print('1 passed, 0 failed')


main()
