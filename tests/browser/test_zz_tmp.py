from pathlib import Path
def test_it(serve_directory,new_page):
    for root,sel,name in ((Path('/tmp/site-com'),'#judged','a'),(Path('/tmp/site-com'),'#officers','b')):
        tab=new_page(1280)
        tab.page.goto(serve_directory(root)+"providers/number-nine-tutoring/")
        el=tab.page.locator(f"section[aria-labelledby={sel[1:]}]")
        el.screenshot(path=f"/tmp/el-{name}.png")
