import pytest
from tests.contracts.test_queries import *
@pytest.mark.django_db
def test_q(cast):
    lived(cast,0); lived(cast,1)
    for path in ("agreements",):
        for sql in queries(cast.officer,path): print(sql[:250])
