"""Makes Resources/areas/china.csv and outlines.txt; where the data comes from stands in Resources/areas/ORIGIN.md.

    python3 make.py areas NEW.csv OLD.csv GB2260_DATA.py > china.csv        # needs pypinyin
    python3 make.py outlines dcw-gmt.nc > outlines.txt                      # needs netCDF4
    python3 make.py geojson FILE > outlines.txt                             # an operator's own: properties.code, polygons
    python3 make.py bands outlines.txt                                      # Sources/Engine/Place/DatumBands.swift
"""

import collections
import csv
import json
import math
import re
import sys

# The nationalities in the long names of autonomous areas; longest first, so that none is cut in two.
NATIONS = sorted((
    "蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 "
    "纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 鄂温克族 保安族 裕固族 独龙族 "
    "鄂伦春族 赫哲族 门巴族 珞巴族 各族 维吾尔 蒙古 哈萨克 柯尔克孜 塔吉克 锡伯 达斡尔 鄂温克 鄂伦春 傈僳 拉祜 纳西 撒拉 裕固 仫佬 毛南 独龙 景颇 哈尼 "
    "布依 仡佬 土家").split(), key=len, reverse=True)
SUFFIXES = ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区", "矿区", "省", "市", "盟", "县", "区", "旗", "州"]
# Where a reading of characters taken one by one is wrong, or the name is not said as it is written.
LATIN = {
    "北京市": "Beijing", "内蒙古自治区": "Inner Mongolia", "西藏自治区": "Xizang", "陕西省": "Shaanxi", "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao", "呼和浩特市": "Hohhot", "乌鲁木齐市": "Urumqi", "拉萨市": "Lhasa", "哈尔滨市": "Harbin", "齐齐哈尔市": "Qiqihar",
    "呼伦贝尔市": "Hulunbuir", "包头市": "Baotou", "鄂尔多斯市": "Ordos", "日喀则市": "Shigatse", "昌都市": "Qamdo", "林芝市": "Nyingchi",
    "那曲市": "Nagqu", "阿里地区": "Ngari", "喀什地区": "Kashgar", "克拉玛依市": "Karamay", "吐鲁番市": "Turpan", "哈密市": "Hami",
    "台北市": "Taipei", "新北市": "New Taipei", "高雄市": "Kaohsiung", "台中市": "Taichung", "台南市": "Tainan", "桃园市": "Taoyuan",
    "六安市": "Lu'an", "六合区": "Luhe", "台州市": "Taizhou", "丽水市": "Lishui", "洪洞县": "Hongtong", "尉氏县": "Weishi", "番禺区": "Panyu",
    "莘县": "Shenxian", "单县": "Shanxian", "乐清市": "Yueqing", "涡阳县": "Guoyang", "黄陂区": "Huangpi", "盱眙县": "Xuyi", "歙县": "Shexian",
    "东阿县": "Dong'e", "铅山县": "Yanshan", "监利市": "Jianli", "郫都区": "Pidu", "犍为县": "Qianwei", "浚县": "Xunxian", "荥阳市": "Xingyang",
    "荥经县": "Yingjing", "大埔县": "Dabu", "大埔区": "Tai Po", "蔚县": "Yuxian", "井陉县": "Jingxing", "蠡县": "Lixian", "解放区": "Jiefang",
    "硚口区": "Qiaokou", "岳池县": "Yuechi", "朝阳市": "Chaoyang", "朝阳区": "Chaoyang", "朝阳县": "Chaoyang", "长子县": "Zhangzi", "柘城县": "Zhecheng",
    "柞水县": "Zhashui", "牟平区": "Muping", "中牟县": "Zhongmu", "乐亭县": "Laoting", "乐陵市": "Laoling", "隰县": "Xixian", "枞阳县": "Zongyang",
    "渑池县": "Mianchi", "行唐县": "Xingtang", "繁峙县": "Fanshi", "石柱土家族自治县": "Shizhu", "会泽县": "Huize", "会稽县": "Kuaiji", "筠连县": "Junlian",
    "新会区": "Xinhui", "厦门市": "Xiamen", "重庆市": "Chongqing", "长沙市": "Changsha", "长春市": "Changchun", "都匀市": "Duyun", "都江堰市": "Dujiangyan",
}
ALSO_LATIN = {"西藏自治区": "tibet", "内蒙古自治区": "neimenggu", "香港特别行政区": "xianggang", "澳门特别行政区": "aomen macau", "呼和浩特市": "huhehaote",
              "乌鲁木齐市": "wulumuqi", "拉萨市": "lasa", "哈尔滨市": "haerbin", "喀什地区": "kashi", "日喀则市": "rikaze"}
# Characters with several readings, of which place names have this one (but for those above).
READINGS = dict(zip("长都朝沈宿莞漯泌伽什柏泊重单万行会阿曲车卡厦藏乐和尾石夏佘陂", (
    "chang du chao shen su guan luo bi jia shi bai bo chong shan wan xing hui a qu che ka xia zang le he wei shi xia she bei").split()))
# Areas that were joined to another: what people still write. Each is a decision of the State Council; see ORIGIN.
JOINED = {
    "崇文区": 110101, "宣武区": 110102, "卢湾区": 310101, "闸北区": 310106, "南汇区": 310115, "塘沽区": 120116, "汉沽区": 120116,
    "大港区": 120116, "白下区": 320104, "下关区": 320106, "沧浪区": 320508, "平江区": 320508, "金阊区": 320508, "四方区": 370203,
    "下城区": 330105, "江干区": 330102, "江东区": 330212, "莱城区": 370116, "港闸区": 320613, "梅列区": 350404,
}
KINDS = {"省", "自治区", "特别行政区"}
UNITS = re.compile("市辖区|直辖|交界|海域|群岛|^县$|行政区划")


def stem(name):
    """The name as people say it: 武汉 of 武汉市, 恩施 of 恩施土家族苗族自治州. Never shorter than two characters."""
    short = name
    for suffix in SUFFIXES:
        if short.endswith(suffix) and len(short) - len(suffix) >= 2:
            short = short[:-len(suffix)]
            if "自治" in suffix:
                cut = True
                while cut:
                    cut = False
                    for nation in NATIONS:
                        if short.endswith(nation) and len(short) - len(nation) >= 2:
                            short, cut = short[:-len(nation)], True
                            break
            break
    return short


def latin(name, short, pinyin):
    if name in LATIN:
        return LATIN[name]
    parts = [READINGS.get(one, part) for one, part in zip(short, pinyin(short), strict=True)]
    text = parts[0]
    for part in parts[1:]:
        # An apostrophe where a syllable begins with a vowel: Xi'an.
        text += ("'" if part[0] in "aeo" else "") + part
    return text[0].upper() + text[1:]


A, EE = 6378245.0, 0.00669342162296594323


def shift(lat, lng):
    x, y = lng - 105, lat - 35
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = (-100 + 2 * x + 3 * y + .2 * y * y + .1 * x * y + .2 * math.sqrt(abs(x)) + wave
             + (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
             + (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3)
    east = (300 + x + 2 * y + .1 * x * x + .1 * x * y + .1 * math.sqrt(abs(x)) + wave
            + (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
            + (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3)
    rad = lat / 180 * math.pi
    magic = 1 - EE * math.sin(rad) ** 2
    root = math.sqrt(magic)
    return north * 180 / ((A * (1 - EE)) / (magic * root) * math.pi), east * 180 / (A / root * math.cos(rad) * math.pi)


def to_wgs84(lat, lng):
    guess = lat, lng
    for _ in range(20):
        north, east = shift(*guess)
        guess = guess[0] + (lat - north - guess[0]), guess[1] + (lng - east - guess[1])
    return guess


def areas(new_path, old_path, history_path):
    from pypinyin import lazy_pinyin

    def read(path):
        with open(path, encoding="utf-8") as file:
            return {int(row["adcode"][:6]): row for row in csv.DictReader(file)}

    new, old = read(new_path), read(old_path)
    scope = {}
    with open(history_path, encoding="utf-8") as file:
        exec(file.read(), scope)
    units = {}
    for code, row in sorted(new.items()):
        name = row["name"].strip()
        if UNITS.search(name) or code >= 900000 or (code // 100 % 100 and not code % 100 and code // 10000 in (11, 12, 31, 50)):
            continue
        units[code] = [name, row["latitude"], row["longitude"], set()]

    def upper(code):
        return [code // 100 * 100, code // 10000 * 10000]

    def within(code, other):
        """The same prefecture; counties directly under a province are in no other."""
        return code // 100 == other // 100

    stems = collections.defaultdict(list)
    for code, unit in units.items():
        if code % 100:
            stems[code // 10000, stem(unit[0])].append(code)
    former = [(code, row["name"].strip(), row) for code, row in old.items()]
    former += [(code, name, None) for year in sorted(scope["data"], key=str) for code, name in scope["data"][year].items()]
    for code, name, row in former:
        if UNITS.search(name):
            continue
        taken = [one for one in stems[code // 10000, stem(name)] if one != code]
        if code in units:
            # In some provinces a code went to another county: a name that still has its own is nobody's former one.
            if taken:
                continue
            target = code
        else:
            same = stems[code // 10000, stem(name)]
            near = [one for one in same if within(one, code)] or same
            if len(near) != 1 or not code % 100:
                continue
            target = near[0]
        unit = units[target]
        if row is not None and not unit[1] and row["latitude"]:
            unit[1], unit[2] = row["latitude"], row["longitude"]
        # 县 of 2010 that is 市 today; or another name altogether: 襄樊市.
        if name != unit[0]:
            unit[3].add(name)
    for name, code in JOINED.items():
        units[code][3].add(name)

    write = csv.writer(sys.stdout, lineterminator="\n")
    write.writerow(["code", "name", "latitude", "longitude", "latin", "short", "former"])
    for code, (name, lat, lng, also) in sorted(units.items()):
        short = stem(name)
        # What stands here is looked at only where no present name fits.
        former = (also | {stem(one) for one in also}) - {name, short}
        spoken = {short, *ALSO_LATIN.get(name, "").split()} - {name}
        if lat:
            lat, lng = float(lat), float(lng)
            if code // 10000 != 71:
                lat, lng = to_wgs84(lat, lng)
            lat, lng = f"{lat:.4f}", f"{lng:.4f}"
        write.writerow([code, name, lat, lng, latin(name, short, lazy_pinyin), " ".join(sorted(spoken)),
                        " ".join(sorted(former))])


# MARK: Outlines

CODES = dict(zip(
    "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ TW HK MO".split(),
    [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82]))


def simplified(ring, tolerance):
    """Douglas–Peucker on a closed ring, cut at the two points that lie farthest apart."""
    def reduce(points):
        keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
        while stack:
            first, last = stack.pop()
            (ax, ay), (bx, by) = points[first], points[last]
            dx, dy = bx - ax, by - ay
            length = math.hypot(dx, dy) or 1e-12
            most, at = tolerance, None
            for index in range(first + 1, last):
                px, py = points[index]
                distance = abs(dx * (ay - py) - dy * (ax - px)) / length if length > 1e-9 else math.hypot(px - ax, py - ay)
                if distance > most:
                    most, at = distance, index
            if at is not None:
                keep.add(at)
                stack += [(first, at), (at, last)]
        return [points[index] for index in sorted(keep)]

    if ring[0] == ring[-1]:
        ring = ring[:-1]
    if len(ring) < 4:
        return ring
    far = max(range(len(ring)), key=lambda i: math.hypot(ring[i][0] - ring[0][0], ring[i][1] - ring[0][1]))
    return reduce(ring[:far + 1])[:-1] + reduce(ring[far:] + ring[:1])[:-1]


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def write_rings(rings, tolerance, least):
    """One ring a line: the code, then longitude,latitude in thousandths of a degree, each as the step from the one before."""
    for code, ring in rings:
        small = simplified(ring, tolerance)
        if len(small) < 3 or (area(small) < least and code % 10000 == 0 and code not in (810000, 820000, 710000)):
            continue
        points = [(round(x * 1000), round(y * 1000)) for x, y in small]
        steps, before = [], (0, 0)
        for point in points:
            steps.append(f"{point[0] - before[0]},{point[1] - before[1]}")
            before = point
        print(code, *steps)


def outlines(path, tolerance=0.012, least=0.002):
    import netCDF4
    data = netCDF4.Dataset(path)
    data.set_auto_maskandscale(False)
    for short, code in CODES.items():
        lon, lat = data.variables[f"CN{short}_lon"], data.variables[f"CN{short}_lat"]
        x0, xs, y0, ys = (one.getncattr(key) for one in (lon, lat) for key in ("min", "scale"))
        rings, current = [], []
        for x, y in zip(lon[:].tolist(), lat[:].tolist()):
            # 65535 begins a ring.
            if x == 65535:
                if current:
                    rings.append(current)
                current = []
            else:
                current.append((x / xs + x0, y / ys + y0))
        if current:
            rings.append(current)
        rings.sort(key=area, reverse=True)
        write_rings([(code * 10000, ring) for index, ring in enumerate(rings) if index == 0 or area(ring) >= least], tolerance, 0)


def geojson(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    for feature in features:
        code = int((feature.get("properties") or {}).get("code") or 0)
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        write_rings([(code, [(x, y) for x, y, *_ in polygon[0]]) for polygon in polygons], 0.01, 0)


def bands(path):
    """For each half degree of latitude the stretches of longitude that lie in the mainland, Hong Kong or Macao: a tenth of a degree more."""
    rings = []
    for line in open(path, encoding="utf-8"):
        code, *steps = line.split()
        if code == "710000":
            continue
        x = y = 0
        ring = []
        for step in steps:
            dx, dy = step.split(",")
            x, y = x + int(dx), y + int(dy)
            ring.append((x / 1000, y / 1000))
        rings.append(ring)
    for half in range(36, 108):
        south, spans = half / 2, []
        for k in range(11):
            lat = south + k * 0.05
            for ring in rings:
                cuts = sorted(a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
                              for a, b in zip(ring, ring[1:] + ring[:1]) if (a[1] <= lat) != (b[1] <= lat))
                spans += list(zip(cuts[::2], cuts[1::2]))
        joined = []
        for west, east in sorted((w - 0.1, e + 0.1) for w, e in spans):
            if joined and west <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], east)
            else:
                joined.append([west, east])
        print(f"        [{', '.join(f'({west:.1f}, {east:.1f})' for west, east in joined)}],  // {south}")


if __name__ == "__main__":
    {"areas": areas, "outlines": outlines, "geojson": geojson, "bands": bands}[sys.argv[1]](*sys.argv[2:])
