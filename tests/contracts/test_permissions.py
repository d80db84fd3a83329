"""Who may what: one table of address × method × role, over every address that there is.

A new address gets a row; pages go to `PAGES`, where nobody is sent to the login (302).
"""

from collections.abc import Iterator
from itertools import product

from django.db import transaction

from tests.contracts.problems import faults
from tests.contracts.routes import allowed, ask, route_of, routes
from tests.contracts.world import ROLES, World

# officer2 has a {conflict} of interest in {draft}.
# {sample}, {own_observation} and {note} are the auditor's; {observation} is shared with those who are audited.
# {new_account} is the officer's proposal and {attested} has the officer's attest of its substance.
# The names in braces are those of `tests.contracts.world`: {active}, {proposed} and {draft} are agreements, {approved},
# {submitted}, {draft_report} (the treasurer's) and {paper} (the officer's draft) reports, {own} is Umeå kommun,
# {association} is Vän i Umeå and {daughter} its company, {job} and {export} are the officer's; {slip_link} is the
# treasurer's, opened by {slip_secret}; {slip} was entered by it. {books} and {upload_link} are the
# association's own, {hand_in} what it handed in of the ledger; {claim} is a claim of Umeå's.
# {task} is the association's and late, {own_task} Umeå's; {group} is a regional council that {met}.
# {attached} is a paper of {draft_report}, {handed_paper} one of {approved}; {lacking} is a report that
# was received incomplete.
# association's own, {hand_in} what it handed in of the ledger; {claim} is a claim of Umeå's. {letter} is the
# association's to Umeå, and {initiative} one that Umeå has registered. In {study} and its {area} the stranger's Vännäs
# takes part, too.
API = """
                                            officer officer2 treasurer auditor stranger nobody
GET   api-info                                 200     200       200     200      200    200
GET   openapi.json                             200     200       200     200      200    200
GET   docs                                     200     200       200     200      200    200

GET   organizations                            200     200       200     200      200    401
POST  organizations                            201     201       403     403      201    401
GET   organizations/{own}                      200     200       200     200      200    401
PATCH organizations/{own}                      200     200       403     403      403    401
GET   organizations/{own}/public-register      200     200       200     200      200    401
POST  organizations/{own}/public-register      201     201       403     403      403    401
GET   audit-events                             200     200       200     200      200    401
GET   audit-events/{event}                     200     200       200     200      404    401
GET   audit-events/verify                      200     200       403     200      200    401
GET   jobs                                     200     200       200     200      200    401
GET   jobs/{job}                               200     404       404     404      404    401

GET   conflicts-of-interest                    200     200       200     200      200    401
POST  conflicts-of-interest                    201     201       403     403      404    401
GET   conflicts-of-interest/{conflict}         200     200       404     200      404    401
POST  conflicts-of-interest/{conflict}/end     200     403       404     403      404    401

GET   reviewers                                200     200       200     200      200    401
POST  reviewers                                201     201       403     403      403    401
GET   reviewers/{reviewer}                     200     200       404     200      404    401
POST  reviewers/{reviewer}/end                 200     200       404     403      404    401
GET   audit-assignments                        200     200       200     200      200    401
POST  audit-assignments                        201     201       403     403      403    401
GET   audit-assignments/{assignment}           200     200       404     200      404    401
GET   audit-samples                            200     200       200     200      200    401
POST  audit-samples                            403     403       403     201      403    401
GET   audit-samples/{sample}                   404     404       404     200      404    401
GET   audit-samples/{sample}/redraw            404     404       404     200      404    401
GET   audit-samples/{sample}/population        404     404       404     200      404    401
GET   audit-observations                       200     200       200     200      200    401
POST  audit-observations                       404     404       404     201      404    401
GET   audit-observations/{observation}         200     200       404     200      404    401
GET   audit-observations/{own_observation}     404     404       404     200      404    401
POST  audit-observations/{observation}/share   403     403       404     409      404    401
POST  audit-observations/{own_observation}/share 404   404       404     200      404    401
POST  audit-observations/{observation}/follow-ups 403  403       404     201      404    401
GET   audit-notes                              200     200       200     200      200    401
POST  audit-notes                              404     404       404     201      404    401
GET   audit-notes/{note}                       404     404       404     200      404    401
GET   second-review-rules                      200     200       200     200      200    401
POST  second-review-rules                      201     201       403     403      403    401
GET   second-review-rules/{second_rule}        200     200       404     200      404    401

GET   annual-meetings                          200     200       200     200      200    401
POST  annual-meetings                          201     201       201     403      403    401
GET   annual-meetings/{meeting}                200     200       200     200      404    401

GET   initiatives                              200     200       200     200      200    401
POST  initiatives                              201     201       201     403      403    401
GET   initiatives/{initiative}                 200     200       200     200      404    401
POST  initiatives/{letter}/register            201     201       403     403      404    401
POST  initiatives/{initiative}/answers         201     201       403     403      404    401
POST  initiatives/{letter}/answers             409     409       403     403      404    401
POST  initiatives/{initiative}/agreements      201     201       403     403      404    401

GET   feasibility-studies                      200     200       200     200      200    401
POST  feasibility-studies                      201     201       403     403      201    401
GET   feasibility-studies/{study}              200     200       404     200      200    401
GET   feasibility-studies/{study}/areas        200     200       404     200      200    401
POST  feasibility-studies/{study}/areas        201     201       404     403      201    401
POST  feasibility-studies/{study}/end          200     200       404     403      200    401
GET   cooperation-areas                        200     200       200     200      200    401
GET   cooperation-areas/{area}                 200     200       404     200      200    401
GET   cooperation-areas/{area}/assessments     200     200       404     200      200    401
POST  cooperation-areas/{area}/assessments     201     201       404     403      201    401
POST  cooperation-areas/{area}/agreement       201     201       404     403      201    401
GET   agreements/{active}/origin               200     200       200     200      404    401
GET   agreements/{draft}/origin                200     200       404     404      404    401

GET   legal-assessments                        200     200       200     200      200    401
POST  legal-assessments                        201     201       403     403      404    401
GET   legal-assessments/{legal}                200     200       200     200      404    401
GET   agreement-templates                      200     200       200     200      200    401
POST  agreement-templates                      201     201       403     403      404    401
GET   agreement-templates/{template}           200     200       404     200      200    401
POST  agreement-templates/{template}/draft     201     201       404     403      400    401
GET   pilot-hypotheses                         200     200       200     200      200    401
POST  pilot-hypotheses                         201     201       404     403      404    401
GET   pilot-hypotheses/{hypothesis}            200     200       404     200      404    401
POST  pilot-hypotheses/{hypothesis}/measures   201     201       404     403      404    401
GET   pilot-reports                            200     200       200     200      200    401
POST  pilot-reports                            201     201       404     403      404    401
GET   pilot-reports/{pilot_report}             200     200       404     200      404    401

GET   mandates                                 200     200       200     200      200    401
POST  mandates                                 201     201       201     403      403    401
GET   mandates/{mandate}                       200     200       200     200      404    401
POST  mandates/{mandate}/end                   200     200       200     403      404    401

GET   working-groups                           200     200       200     200      200    401
POST  working-groups                           201     201       403     403      404    401
GET   working-groups/{group}                   200     200       200     200      404    401
POST  working-groups/{group}/members           201     201       403     403      404    401
GET   group-meetings                           200     200       200     200      200    401
POST  group-meetings                           201     201       403     403      404    401
GET   group-meetings/{met}                     200     200       200     200      404    401
GET   recommendations                          200     200       200     200      200    401
POST  recommendations                          201     201       403     403      404    401
GET   recommendations/{recommendation}         200     200       200     200      404    401
GET   tasks                                    200     200       200     200      200    401
POST  tasks                                    201     201       403     403      404    401
GET   tasks/{task}                             200     200       200     200      404    401
POST  tasks/{task}/end                         403     403       200     403      404    401
POST  tasks/{own_task}/end                     200     200       403     403      404    401
GET   goals                                    200     200       200     200      200    401
POST  goals                                    201     201       403     403      404    401
GET   goals/{goal}                             200     200       200     200      404    401
POST  goals/{goal}/measurements                201     201       403     403      404    401

GET   agreements                               200     200       200     200      200    401
POST  agreements                               201     201       403     403      400    401
GET   agreements/{active}                      200     200       200     200      404    401
GET   agreements/{proposed}                    200     200       200     200      404    401
GET   agreements/{draft}                       200     200       404     404      404    401
PATCH agreements/{draft}                       200     403       404     404      404    401
PATCH agreements/{active}                      409     409       403     403      404    401
POST  agreements/{draft}/propose               200     403       404     404      404    401
POST  agreements/{draft}/withdraw              200     403       404     404      404    401
POST  agreements/{proposed}/withdraw           200     200       403     403      404    401
POST  agreements/{active}/terminate            200     200       403     403      404    401
GET   agreements/{active}/decisions            200     200       200     200      404    401
POST  agreements/{proposed}/decisions          201     201       403     403      404    401
GET   agreements/{active}/signatures           200     200       200     200      404    401
POST  agreements/{proposed}/signatures         201     201       201     403      404    401
GET   agreements/{active}/shares               200     200       200     200      404    401
GET   agreements/{active}/amendments           200     200       200     200      404    401
POST  agreements/{active}/amendments           201     201       403     403      404    401
GET   amendments                               200     200       200     200      200    401
GET   amendments/{amendment}                   200     200       200     200      404    401
POST  amendments/{amendment}/withdraw          200     200       403     403      404    401
GET   amendments/{amendment}/answers           200     200       200     200      404    401
POST  amendments/{amendment}/answers           201     201       403     403      404    401
GET   agreements/{active}/renewal              200     200       200     200      404    401
POST  agreements/{asking}/notices              201     201       403     403      404    401
GET   agreements/{active}/waivers              200     200       200     200      404    401
POST  agreements/{active}/waivers              201     201       403     403      404    401
GET   agreements/{active}/appropriations       200     200       200     200      404    401
POST  agreements/{active}/appropriations       201     201       403     403      404    401
GET   agreements/{active}/commitment-check     200     200       200     200      404    401
GET   agreements/{draft}/commitment-check      200     200       404     404      404    401
POST  agreements/{active}/board-papers         201     201       403     403      404    401
GET   agreements/{active}/timeline             200     200       200     200      404    401
GET   agreements/{draft}/timeline              200     200       404     404      404    401
GET   agreements/{active}/statuses             200     200       200     200      404    401
GET   agreements/{draft}/statuses              200     200       404     404      404    401
POST  agreements/{active}/dossier              201     201       403     201      404    401
POST  agreements/{draft}/dossier               409     409       404     404      404    401
GET   commitment-checks                        200     200       200     200      200    401
GET   organizations/{association}/grants       200     200       200     200      200    401
GET   year-end                                 200     200       200     200      200    401
GET   year-end-debts                           200     200       200     200      200    401
GET   check-lines                              200     200       200     200      200    401
GET   agreement-endings                        200     200       200     200      200    401
GET   cooperation-costs                        200     200       200     200      200    401
GET   cooperation-members                      200     200       200     200      200    401
GET   pivots                                   200     200       200     200      200    401
GET   summaries                                200     200       200     200      200    401

GET   payments                                 200     200       200     200      200    401
POST  payments                                 201     201       403     403      404    401
GET   payments/{payment}                       200     200       200     200      404    401
GET   municipal-support                        200     200       200     200      200    401
POST  municipal-support                        201     201       403     403      404    401
GET   municipal-support/{support}              200     200       200     200      404    401
GET   state-aid-assessments                    200     200       200     200      200    401
POST  state-aid-assessments                    201     201       403     403      404    401
GET   state-aid-assessments/{assessment}       200     200       200     200      404    401
GET   state-aid-declarations                   200     200       200     200      200    401
POST  state-aid-declarations                   201     201       201     403      403    401
GET   state-aid-declarations/{declaration}     200     200       200     200      404    401
GET   state-aid-links                          200     200       200     200      200    401
POST  state-aid-links                          201     201       403     403      403    401
GET   state-aid-links/{link}                   200     200       200     200      404    401
GET   organizations/{association}/state-aid    200     200       200     200      200    401
GET   organizations/{daughter}/state-aid       200     200       403     200      200    401
GET   state-aid-register                       200     200       403     200      200    401
GET   state-aid-register.csv                   200     200       403     200      200    401
GET   payee-accounts                           200     200       200     200      200    401
POST  payee-accounts                           201     201       201     403      403    401
GET   payee-accounts/{account}                 200     200       200     200      404    401
POST  payee-accounts/{new_account}/confirm     403     200       403     403      404    401
POST  payee-accounts/{new_account}/reject      403     200       403     403      404    401
GET   payment-orders                           200     200       200     200      200    401
POST  payment-orders                           201     201       403     403      404    401
GET   payment-orders/{ordered}                 200     200       200     200      404    401
POST  payment-orders/{ordered}/attest          200     200       403     403      404    401
POST  payment-orders/{ordered}/decide          409     409       403     403      404    401
POST  payment-orders/{attested}/decide         403     200       403     403      404    401
POST  payment-orders/{ordered}/cancel          200     200       403     403      404    401
GET   payment-files                            200     200       200     200      200    401
POST  payment-files                            201     201       403     403      403    401
GET   payment-files/{file}                     200     200       404     200      404    401
GET   payment-files/{file}/content             200     200       404     200      404    401
GET   ledger-imports                           200     200       200     200      200    401
POST  ledger-imports                           201     201       403     403      403    401
GET   ledger-imports/{ledger}                  200     200       404     200      404    401
GET   ledger-imports/{ledger}/rows             200     200       404     200      404    401
GET   ledger-imports/{ledger}/sheet            200     200       404     200      404    401
POST  ledger-imports/{ledger}/match            200     200       404     403      404    401
GET   ledger-imports/{ledger}/explanations     200     200       404     200      404    401
POST  ledger-imports/{ledger}/explanations     201     201       404     403      404    401
POST  ledger-imports/{ledger}/withdrawals      201     201       404     403      404    401
GET   requisitions                             200     200       200     200      200    401
POST  requisitions                             201     201       201     403      404    401
GET   requisitions/{requisition}               200     200       200     200      404    401
POST  requisitions/{own_request}/withdraw      403     403       200     403      404    401
POST  requisitions/{paper_request}/withdraw    200     200       200     403      404    401
GET   consequence-decisions                    200     200       200     200      200    401
POST  consequence-decisions                    201     201       403     403      404    401
GET   consequence-decisions/{claim}            200     200       200     200      404    401
GET   delegated-decisions                      200     200       403     200      200    401
GET   delegated-decisions.csv                  200     200       403     200      200    401
GET   claims                                   200     200       200     200      200    401
GET   claims/{claim}                           200     200       200     200      404    401
GET   claims/{claim}/payments                  200     200       200     200      404    401
POST  claims/{claim}/payments                  201     201       403     403      404    401
GET   claims/{claim}/write-offs                200     200       200     200      404    401
POST  claims/{claim}/write-offs                201     201       403     403      404    401
GET   volunteer-rates                          200     200       200     200      200    401
GET   volunteer-rates/leader-2014              200     200       200     200      200    401

GET   ledgers                                  200     200       200     200      200    401
POST  ledgers                                  403     403       201     403      403    401
GET   ledgers/{books}                          404     404       200     404      404    401
GET   ledgers/{books}/overview                 404     404       200     404      404    401
GET   ledgers/{books}/choices                  404     404       200     404      404    401
POST  ledgers/{books}/choices                  404     404       201     404      404    401
POST  ledgers/{books}/preview                  404     404       202     404      404    401
POST  ledgers/{books}/hand-in                  404     404       202     404      404    401
POST  ledgers/{books}/finish                   404     404       200     404      404    401
GET   ledger-hand-ins                          200     200       200     200      200    401
GET   ledger-hand-ins/{hand_in}                200     200       200     200      404    401
GET   ledger-rows                              200     200       200     200      200    401
GET   ledger-rows/{books_row}                  200     200       200     200      404    401
GET   ledger-readings                          200     200       200     200      200    401
POST  ledger-readings                          403     403       201     403      403    401
GET   ledger-readings/{reading}                200     200       200     200      404    401
GET   reconciliations                          200     200       200     200      200    401
GET   reconciliations/{reconciliation}         200     200       200     200      404    401
GET   agreements/{active}/reconciliation       200     200       200     200      404    401
GET   agreements/{draft}/reconciliation        200     200       404     404      404    401
GET   ledger-upload-links                      200     200       200     200      200    401
POST  ledger-upload-links                      403     403       201     403      403    401
GET   ledger-upload-links/{upload_link}               404     404       200     404      404    401
POST  ledger-upload-links/{upload_link}/revoke        404     404       200     404      404    401

GET   annual-reports                           200     200       200     200      200    401
POST  annual-reports                           201     201       201     403      404    401
GET   annual-reports/{approved}                200     200       200     200      404    401
GET   annual-reports/{submitted}               200     200       200     200      404    401
GET   annual-reports/{draft_report}            404     404       200     404      404    401
GET   annual-reports/{paper}                   200     200       404     404      404    401
PATCH annual-reports/{draft_report}            404     404       200     404      404    401
PATCH annual-reports/{paper}                   200     200       404     404      404    401
PATCH annual-reports/{approved}                409     409       409     403      404    401
POST  annual-reports/{draft_report}/submit     404     404       200     404      404    401
POST  annual-reports/{paper}/submit            200     200       404     404      404    401
POST  annual-reports/{submitted}/submit        409     409       409     403      404    401
GET   annual-reports/{draft_report}/template   404     404       200     404      404    401
GET   annual-reports/{paper}/template          200     200       404     404      404    401
GET   annual-reports/{approved}/template       409     409       409     403      404    401
POST  annual-reports/{draft_report}/spreadsheet 404    404       400     404      404    401
POST  annual-reports/{approved}/spreadsheet    409     409       409     403      404    401
POST  annual-reports/{submitted}/return        200     200       403     403      404    401
POST  annual-reports/{submitted}/approve       200     200       403     403      404    401
POST  annual-reports/{approved}/correct        200     200       200     403      404    401
POST  annual-reports/{draft_report}/fill-from-slips 404 404       200     404      404    401
POST  annual-reports/{paper}/fill-from-slips   403     403       404     404      404    401
POST  annual-reports/{approved}/fill-from-slips 403    403       409     403      404    401
POST  annual-reports/{draft_report}/send-for-signature 404 404    409     404      404    401
POST  annual-reports/{paper}/send-for-signature 403    403       404     404      404    401
GET   annual-reports/{draft_report}/preview    404     404       200     404      404    401
GET   annual-reports/{paper}/preview           200     200       404     404      404    401
GET   annual-reports/{approved}/preview        409     409       409     403      404    401
GET   annual-reports/{approved}/plausibility   200     200       200     200      404    401
GET   annual-reports/{draft_report}/plausibility 404   404       200     404      404    401
GET   annual-reports/{approved}/versions       200     200       200     200      404    401
GET   annual-reports/{approved}/differences    200     200       200     200      404    401
GET   annual-reports/{draft_report}/differences 404    404       200     404      404    401
GET   annual-reports/{approved}/recheck        200     200       200     200      404    401
GET   annual-reports/{draft_report}/recheck    404     404       409     404      404    401
GET   annual-reports/{draft_report}/versions   404     404       200     404      404    401
GET   annual-reports/{approved}/attachments    200     200       200     200      404    401
GET   annual-reports/{draft_report}/attachments 404    404       200     404      404    401
POST  annual-reports/{draft_report}/attachments 404    404       201     404      404    401
POST  annual-reports/{paper}/attachments       201     201       404     404      404    401
POST  annual-reports/{approved}/attachments    409     409       409     403      404    401
GET   annual-reports/{draft_report}/attachments/{attached}/content 404 404 200 404 404 401
GET   annual-reports/{approved}/attachments/{handed_paper}/content 200 200 200 200 404 401
GET   annual-reports/{submitted}/attachments/{handed_paper}/content 404 404 404 404 404 401
POST  annual-reports/{draft_report}/attachments/{attached}/remove 404 404 200 404 404 401
POST  annual-reports/{approved}/attachments/{handed_paper}/remove 409 409 409 403 404 401
GET   annual-reports/{approved}/completions    200     200       200     200      404    401
POST  annual-reports/{lacking}/completions     201     201       201     403      404    401
GET   paper-reliefs                            200     200       200     200      200    401
POST  paper-reliefs                            201     201       403     403      404    401
GET   paper-reliefs/{relief}                   200     200       200     200      404    401
GET   volunteer-hours                          200     200       200     200      200    401
GET   volunteer-hours/{hours}                  200     200       200     200      404    401

GET   exports                                  200     200       200     200      200    401
POST  exports                                  201     201       201     201      201    401
GET   exports/{export}                         200     404       404     404      404    401
GET   exports/{export}/content                 200     404       404     404      404    401

GET   time-slip-links                          200     200       200     200      200    401
POST  time-slip-links                          403     403       201     403      404    401
GET   time-slip-links/{slip_link}              404     404       200     404      404    401
POST  time-slip-links/{slip_link}/revoke       404     404       200     404      404    401
GET   time-slips                               200     200       200     200      200    401
GET   time-slips/{slip}                        404     404       200     404      404    401
POST  time-slips/attest                        404     404       200     404      404    401
POST  time-slips/reject                        404     404       200     404      404    401
"""

PAGES = """
                                            officer officer2 treasurer auditor stranger nobody
GET   /                                        200     200       200     200      200    302
GET   /agreements                              200     200       200     200      200    302
GET   /agreements/{active}                     200     200       200     200      404    302
GET   /agreements/{active}/periods/2020          200     200       200     200      404    302
GET   /agreements/{active}/what-if               200     200       200     200      404    302
GET   /agreements/{active}/timeline              200     200       200     200      404    302
GET   /agreements/{draft}                      200     200       404     404      404    302
GET   /agreements/new                          200     200       403     403      200    302
POST  /agreements/new                          400     400       403     403      400    302
GET   /agreements/{draft}/draft/what           200     302       404     404      404    302
POST  /agreements/{draft}/draft/what           400     403       404     404      404    302
GET   /agreements/{draft}/draft/preview        200     302       404     404      404    302
GET   /agreements/{active}/pay                 200     200       403     403      404    302
POST  /agreements/{active}/pay                 400     400       403     403      404    302
GET   /agreements/{proposed}/decide            200     200       403     403      404    302
POST  /agreements/{proposed}/decide            400     400       403     403      404    302
GET   /agreements/{proposed}/sign              200     200       200     403      404    302
POST  /agreements/{proposed}/sign              400     400       403     403      404    302
GET   /agreements/{active}/withdraw            409     409       403     403      404    302
POST  /agreements/{active}/withdraw            409     409       403     403      404    302
GET   /reports                                 200     200       200     200      200    302
POST  /reports                                 400     400       400     400      400    302
GET   /reports/{approved}                      200     200       200     200      404    302
POST  /reports/{submitted}                     302     302       403     403      404    302
GET   /reports/{draft_report}/money            404     404       200     404      404    302
POST  /reports/{draft_report}/money            404     404       302     404      404    302
GET   /reports/{paper}/summary                 200     200       404     404      404    302
GET   /reports/{approved}/hours                409     409       409     403      404    302
GET   /time-slips                              200     200       200     200      200    302
POST  /time-slips                              400     400       400     400      400    302
GET   /bureau-links                            200     200       200     200      200    302
POST  /bureau-links                            403     403       201     403      403    302
GET   /t/{slip_secret}                         200     200       200     200      200    200
POST  /t/{slip_secret}                         400     400       400     400      400    400
GET   /t/{slip_secret}/{slip_receipt}          200     200       200     200      200    200
POST  /t/{slip_secret}/{slip_receipt}          302     302       302     302      302    302
GET   /t/nothing                               404     404       404     404      404    404
POST  /t/nothing                               404     404       404     404      404    404
GET   /ledger-imports                          200     200       200     200      200    302
POST  /ledger-imports                          400     400       403     403      400    302
GET   /ledger-imports/{ledger}                 200     200       404     200      404    302
POST  /ledger-imports/{ledger}                 400     400       404     403      404    302
GET   /agreements/{active}/parties             200     200       200     200      404    302
GET   /agreements/{draft}/parties              200     200       404     404      404    302
GET   /together                                200     200       200     200      200    302
GET   /public-registers                        200     200       200     200      200    200
GET   /public-registers/mine                   200     200       200     200      200    302
POST  /public-registers/mine                   404     404       404     404      404    302
GET   /public-registers/{own}                  404     404       404     404      404    404
GET   /public-registers/{own}.csv              404     404       404     404      404    404
GET   /public-registers/{own}.json             404     404       404     404      404    404
GET   /help                                    200     200       200     200      200    200
GET   /help/statuses                           200     200       200     200      200    200
GET   /help/findings/report.late               200     200       200     200      200    200
GET   /help/errors/of/request                  200     200       200     200      200    200
GET   /accessibility                           200     200       200     200      200    200
GET   /figures                                 200     200       200     200      200    302
GET   /checks                                  200     200       200     200      200    302
GET   /pivot                                   200     200       200     200      200    302
GET   /check-lines                             200     200       200     200      200    302
GET   /year-end                                200     200       200     200      200    302
GET   /organizations                           200     200       200     200      200    302
GET   /organizations/{own}                     200     200       200     200      200    302
GET   /files                                   200     200       200     200      200    302
POST  /files                                   400     400       400     400      400    302
GET   /files/{export}                          200     404       404     404      404    302
GET   /files/{export}/content                  200     404       404     404      404    302
GET   /agreements/{active}/dossier             200     200       200     200      404    302
POST  /agreements/{active}/dossier             302     302       403     302      404    302
GET   /trail                                   200     200       200     200      200    302
GET   /trail/verification                      200     200       403     200      200    302
GET   /audit-samples                           200     200       200     200      200    302
POST  /audit-samples                           403     403       403     400      403    302
GET   /audit-samples/{sample}                  404     404       404     200      404    302
POST  /audit-samples/{sample}                  404     404       404     400      404    302
GET   /audit-observations                      200     200       200     200      200    302
GET   /audit-observations/{observation}        200     200       404     200      404    302
GET   /audit-observations/{own_observation}    404     404       404     200      404    302
POST  /audit-observations/{observation}        403     403       404     400      404    302
GET   /login                                   302     302       302     302      302    200
POST  /login                                   302     302       302     302      302    200
POST  /logout                                  302     302       302     302      302    302
POST  /language                                302     302       302     302      302    302
GET   /ledger-upload/{secret}                  200     200       200     200      200    200
POST  /ledger-upload/{secret}                  400     400       400     400      400    400
"""


def read_table(table: str) -> Iterator[tuple[str, str, dict[str, int]]]:
    """The rows of a table: method, template, status by role."""
    heading, *rows = (line.split() for line in table.splitlines() if line.strip())
    assert tuple(heading) == ROLES
    for method, template, *statuses in rows:
        yield method, template, dict(zip(ROLES, map(int, statuses), strict=True))


ROWS = [*read_table(API), *read_table(PAGES)]
TEMPLATES = {template: expected for _method, template, expected in ROWS}


def test_each_role_may_what_the_table_says(world: World) -> None:
    """Every cell is asked for in the same world: what it did is rolled back before the next."""
    wrong = []
    for (method, template, expected), role in product(ROWS, ROLES):
        with transaction.atomic():
            answer = ask(world, role, method, template, world.body(method, template))
            transaction.set_rollback(True)
        shape = [] if template.startswith("/") else faults(answer)
        if answer.status_code != expected[role] or shape:
            told = shape or answer.content[:300].decode(errors="replace")
            wrong.append(f"{role} {method} {template}: {answer.status_code}, not {expected[role]}: {told}")
    assert not wrong, "\n".join(wrong)


def test_the_table_has_every_address_and_method(world: World) -> None:
    named: dict[str, set[str]] = {}
    heard: dict[str, set[str]] = {}
    for method, template, _expected in ROWS:
        route = route_of(world.path(template))
        named.setdefault(route, set()).add(method)
        heard.setdefault(route, set()).update(allowed(world, template))
    assert set(routes()) - set(named) == set(), "an address is missing from the table"
    assert named == heard


def test_any_other_method_is_refused(world: World) -> None:
    """405; nobody is told to sign in first, where others are too. Which role has signed in is not looked at before."""
    wrong = []
    known = {template: allowed(world, template) for template in TEMPLATES}
    for (template, expected), role in product(TEMPLATES.items(), ("officer", "nobody")):
        wanted = {302, 405} if template.startswith("/") else {405}
        if expected[role] == 401:
            wanted = {401}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - known[template]:
            answer = ask(world, role, method, template)
            if answer.status_code not in wanted:
                wrong.append(f"{role} {method} {template}: {answer.status_code}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_head_and_options_say_no_more_than_get(world: World) -> None:
    """For who may most, who may least of those who have signed in, and who has not."""
    wrong = []
    for (method, template, expected), role in product(ROWS, ("officer", "stranger", "nobody")):
        if method == "GET" and ask(world, role, "HEAD", template).status_code != expected[role]:
            wrong.append(f"{role} HEAD {template}")
        if ask(world, role, "OPTIONS", template).status_code not in (200, 405, expected[role]):
            wrong.append(f"{role} OPTIONS {template}")
    assert not wrong, "\n".join(wrong)


def test_lists_hold_only_what_may_be_read(world: World) -> None:
    """A list answers 200 to all who have signed in; what stands in it differs."""
    seen = {
        role: {
            path: {row["id"] for row in getattr(world.cast, role).ok("get", path)["results"]}
            for path in ("agreements", "payments", "annual-reports", "volunteer-hours", "time-slip-links", "time-slips")
        }
        for role in ROLES[:-1]
    }
    ids = world.ids
    handed_in = {ids["approved"], ids["submitted"], ids["lacking"]}
    standing = {ids["active"], ids["proposed"], ids["asking"]}
    assert seen["officer"] == seen["officer2"]
    assert seen["officer"]["agreements"] == {*standing, ids["draft"], ids["pilot"]}
    assert seen["auditor"]["agreements"] == {*standing, ids["pilot"]}
    assert seen["treasurer"]["agreements"] == standing
    assert seen["officer"]["annual-reports"] == {*handed_in, ids["paper"]}
    assert seen["treasurer"]["annual-reports"] == {*handed_in, ids["draft_report"]}
    assert seen["auditor"]["annual-reports"] == handed_in
    for path, name in (("time-slip-links", "slip_link"), ("time-slips", "slip")):
        found = {role: seen[role][path] for role in ("officer", "officer2", "auditor")}
        assert found == {role: set() for role in found}
        assert seen["treasurer"][path] == {ids[name]}
    assert all(found == set() for found in seen["stranger"].values())
    assert all(seen[role]["payments"] == {ids["payment"]} for role in ("officer", "treasurer", "auditor"))
