"""Plans and templates for the tests of decks."""

import io
import re
import subprocess
import sys
import zipfile

from harness import EXAMPLE, ROOT, qdeck


def convert(folder, plan, *options, name="deck.pptx"):
    out = folder / name
    qdeck("convert", plan, out, *options)
    return out.read_bytes()


def grown(folder, plan, factor):
    """A plan so many times as large."""
    source, out = folder / "small.qplan", folder / "large.qplan"
    qdeck("convert", plan, source)
    subprocess.run([sys.executable, ROOT / "tests" / "grow-plan.py", source, str(factor), out], check=True)
    return out


# A company's template: our own presentation with other colours, fonts, places and names, and a picture on its master.

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf"
                        "500f00038101805a34fb6b0000000049454e44ae426082")


def rewrite(data, change):
    """The files of a package, each as @change makes it; one that becomes None is left out."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    files = {name: source.read(name) for name in source.namelist()}
    change(files)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def replace(files, name, *pairs):
    text = files[name].decode()
    for old, new in pairs:
        assert old in text, (name, old)
        text = text.replace(old, new)
    files[name] = text.encode()


MASTER = "ppt/slideMasters/slideMaster1.xml"
LAYOUTS = "ppt/slideLayouts/slideLayout%d.xml"
THEME = "ppt/theme/theme1.xml"
START = "ppt/presentation.xml"


def company(files):
    """Four by three, green, in another font, the title lower and narrower, layouts in another order and with a logo."""
    theme = files[THEME].decode()
    for slot, color in (("accent1", "2E7D32"), ("accent2", "00695C"), ("accent3", "F9A825"), ("accent4", "C62828")):
        theme = re.sub(f"(<a:{slot}><a:srgbClr val=\")[0-9A-F]+", rf"\g<1>{color}", theme)
    files[THEME] = theme.replace('typeface="Arial"', 'typeface="Georgia"').encode()
    replace(files, START, ('<p:sldSz cx="12192000" cy="6858000"/>', '<p:sldSz cx="9144000" cy="6858000"/>'))
    master = files[MASTER].decode()
    master = re.sub(r'<a:off x="609600" y="406400"/><a:ext cx="\d+" cy="\d+"/>',
                    '<a:off x="1000000" y="900000"/><a:ext cx="7144000" cy="700000"/>', master, 1)
    master = re.sub(r'<a:off x="609600" y="1079500"/><a:ext cx="\d+" cy="\d+"/>',
                    '<a:off x="1000000" y="1700000"/><a:ext cx="7144000" cy="4200000"/>', master, 1)
    picture = ('<p:pic><p:nvPicPr><p:cNvPr id="40" name="Logo" descr="Logo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
               '<p:blipFill><a:blip r:embed="rId90"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
               '<a:off x="0" y="0"/><a:ext cx="500000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
               '</a:prstGeom></p:spPr></p:pic></p:spTree>')
    files[MASTER] = master.replace("</p:spTree>", picture).encode()
    rels = MASTER.replace("slideMasters/", "slideMasters/_rels/") + ".rels"
    replace(files, rels, ("</Relationships>", '<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/'
                          'officeDocument/2006/relationships/image" Target="../media/image1.png"/></Relationships>'))
    files["ppt/media/image1.png"] = PICTURE
    replace(files, "[Content_Types].xml", ("<Override", '<Default Extension="png" ContentType="image/png"/><Override'))
    files["[Content_Types].xml"] = re.sub(rb'(<Default[^>]*png[^>]*/>)(?=.*\1)', b"", files["[Content_Types].xml"])


def company_template(folder, change=company, name="company.pptx"):
    path = folder / name
    path.write_bytes(rewrite(convert(folder, EXAMPLE, name="base.pptx"), change))
    return path
