"""Documents are read in threads too, where they are long."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from gql_content.rendering import read


def test_a_document_waits_for_no_other() -> None:
    long, began = read("![" * 20_000), Event()

    def read_long() -> None:
        began.set()
        _ = long.headings()

    thread = Thread(target=read_long)
    thread.start()
    began.wait()
    for number in range(20):
        assert read(f"# {number}").headings()[0].text == f"{number}"
    assert not long.is_parsed
    thread.join()
    assert long.is_parsed


def test_a_document_is_parsed_once_for_all_who_ask() -> None:
    document = read("# One\n\n" + "[a](/b) " * 2_000)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(lambda: document.links) for _ in range(4)]
    assert all(one.result() is asked[0].result() for one in asked)
