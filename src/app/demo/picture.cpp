// SPDX-License-Identifier: Apache-2.0
#include "app/demo/picture.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "app/demo/random.hpp"

namespace kheo::app::demo {

namespace {

constexpr int kWidth = 800, kHeight = 600, kHorizon = 250;

struct Colour {
    int red = 0, green = 0, blue = 0;
};
struct Point {
    double x = 0, y = 0;
};

Colour mixed(Colour a, Colour b, double share) {
    const auto mix = [&](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

class Canvas {
  public:
    void row(int y, double from, double to, Colour colour) {
        const int first = std::max(0, static_cast<int>(std::lround(from)));
        const int last = std::min(kWidth, static_cast<int>(std::lround(to)));
        if (y < 0 || y >= kHeight) return;
        for (int x = first; x < last; ++x) {
            auto* at = &pixels_[(static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 3];
            at[0] = static_cast<std::uint8_t>(colour.red);
            at[1] = static_cast<std::uint8_t>(colour.green);
            at[2] = static_cast<std::uint8_t>(colour.blue);
        }
    }

    void fade(int top, int bottom, Colour from, Colour to) {
        for (int y = top; y < bottom; ++y)
            row(y, 0, kWidth, mixed(from, to, static_cast<double>(y - top) / (bottom - top)));
    }

    void box(double x, double y, double width, double height, Colour colour) {
        for (int line = static_cast<int>(y); line < y + height; ++line) row(line, x, x + width, colour);
    }

    void disc(double x, double y, double radius, Colour colour) {
        for (int line = static_cast<int>(y - radius); line <= y + radius; ++line) {
            const auto rest = radius * radius - (line - y) * (line - y);
            if (rest > 0) row(line, x - std::sqrt(rest), x + std::sqrt(rest), colour);
        }
    }

    /// Convex.
    void polygon(const std::vector<Point>& corners, Colour colour) {
        const auto [low, high] = std::ranges::minmax(corners, {}, &Point::y);
        for (int line = static_cast<int>(std::ceil(low.y)); line < high.y; ++line) {
            double from = kWidth, to = 0;
            for (std::size_t i = 0; i < corners.size(); ++i) {
                const auto &a = corners[i], &b = corners[(i + 1) % corners.size()];
                if ((a.y <= line) == (b.y <= line)) continue;
                const auto x = a.x + (b.x - a.x) * (line - a.y) / (b.y - a.y);
                from = std::min(from, x), to = std::max(to, x);
            }
            row(line, from, to, colour);
        }
    }

    std::string png() const;

  private:
    std::vector<std::uint8_t> pixels_ = std::vector<std::uint8_t>(std::size_t{kWidth} * kHeight * 3);
};

void put_number(std::string& out, std::uint32_t number) {
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(number >> shift & 0xff);
}

void put_chunk(std::string& out, const std::string& content) {  // its name is the first four bytes
    put_number(out, static_cast<std::uint32_t>(content.size() - 4));
    out += content;
    const auto* bytes = reinterpret_cast<const Bytef*>(content.data());
    put_number(out, static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(content.size()))));
}

std::string deflated(const std::string& plain) {
    auto length = compressBound(static_cast<uLong>(plain.size()));
    std::string out(length, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(plain.data()),
              static_cast<uLong>(plain.size()), 1);
    out.resize(length);
    return out;
}

std::string Canvas::png() const {
    std::string head = "IHDR", rows;
    put_number(head, kWidth), put_number(head, kHeight);
    head += std::string("\x08\x02\0\0\0", 5);  // eight bits of red, green, blue
    for (std::size_t y = 0; y < kHeight; ++y) {
        rows += '\0';
        const auto line = pixels_.begin() + static_cast<std::ptrdiff_t>(y * kWidth * 3);
        rows.append(line, line + kWidth * 3);
    }
    std::string out = "\x89PNG\r\n\x1a\n";
    put_chunk(out, head);
    put_chunk(out, "IDAT" + deflated(rows));
    put_chunk(out, "IEND");
    return out;
}

constexpr Colour kLeaf{66, 128, 74}, kDust{150, 142, 130}, kWhite{247, 246, 240};
constexpr std::array kFlowers{Colour{214, 60, 84}, Colour{242, 178, 48}, Colour{232, 120, 160},
                              Colour{250, 236, 214}};

void sky(Canvas& canvas, bool after) {
    canvas.fade(0, kHorizon, after ? Colour{122, 178, 214} : Colour{158, 170, 178},
                after ? Colour{222, 236, 240} : Colour{206, 208, 206});
    canvas.fade(kHorizon, kHeight, after ? Colour{150, 176, 120} : Colour{158, 152, 132},
                after ? Colour{112, 148, 92} : Colour{128, 122, 104});
}

void tree(Canvas& canvas, double x, double y, double size) {
    canvas.box(x - size * 0.08, y - size * 0.5, size * 0.16, size * 0.5, {108, 82, 58});
    canvas.disc(x, y - size * 0.75, size * 0.36, kLeaf);
    canvas.disc(x - size * 0.24, y - size * 0.58, size * 0.26, mixed(kLeaf, {30, 80, 50}, 0.4));
    canvas.disc(x + size * 0.24, y - size * 0.6, size * 0.26, mixed(kLeaf, kWhite, 0.15));
}

void house(Canvas& canvas, double x, double bottom, double width, Colour wall) {
    const auto height = width * 0.72, top = bottom - height;
    canvas.box(x, top, width, height, wall);
    canvas.polygon({{x - width * 0.08, top}, {x + width / 2, top - width * 0.3}, {x + width * 1.08, top}},
                   {166, 84, 62});
    canvas.box(x + width * 0.4, bottom - height * 0.55, width * 0.2, height * 0.55, {98, 78, 66});
    for (const auto at : {0.12, 0.7})
        canvas.box(x + width * at, top + height * 0.25, width * 0.16, height * 0.25, {120, 152, 168});
}

void houses(Canvas& canvas, bool after) {
    const auto wall = [&](Colour clean) { return after ? clean : mixed(clean, kDust, 0.6); };
    house(canvas, -20, 330, 190, wall({238, 220, 178}));
    house(canvas, 175, 290, 120, wall({220, 226, 212}));
    house(canvas, 500, 290, 120, wall({232, 206, 190}));
    house(canvas, 625, 330, 190, wall({244, 232, 196}));
}

/// From the horizon to the viewer.
void way(Canvas& canvas, double far, double near, Colour colour) {
    canvas.polygon(
        {{400 - far, kHorizon}, {400 + far, kHorizon}, {400 + near, kHeight}, {400 - near, kHeight}}, colour);
}

void litter(Canvas& canvas, Random& random, double left, double right, int count) {
    for (int i = 0; i < count; ++i) {
        const Point at{random.between(static_cast<int>(left), static_cast<int>(right)) * 1.0,
                       random.between(360, 580) * 1.0};
        const auto size = (at.y - 200) / 22;
        const auto shade = random.between(120, 215);
        canvas.polygon({{at.x, at.y},
                        {at.x + size, at.y - size},
                        {at.x + size * 2.2, at.y - size * 0.2},
                        {at.x + size, at.y + size * 0.4}},
                       {shade, shade, shade - random.between(0, 40)});
    }
}

/// Pots along both sides of a way.
void flowers(Canvas& canvas, Random& random, double far, double near) {
    for (int step = 0; step < 9; ++step) {
        const auto share = (step + 1) * (step + 1) / 81.0, y = kHorizon + 30 + share * 300;
        const auto size = 6 + share * 34,
                   aside = far + (near - far) * (y - kHorizon) / (kHeight - kHorizon) + size;
        for (const auto x : {400 - aside, 400 + aside}) {
            canvas.polygon({{x - size * 0.7, y - size},
                            {x + size * 0.7, y - size},
                            {x + size * 0.5, y},
                            {x - size * 0.5, y}},
                           {176, 98, 66});
            canvas.disc(x, y - size * 1.4, size * 0.8, kLeaf);
            for (int i = 0; i < 5; ++i)
                canvas.disc(x + random.between(-6, 6) * size / 9,
                            y - size * (1.2 + random.between(0, 8) / 10.0), size * 0.2,
                            kFlowers[random.below(kFlowers.size())]);
        }
    }
}

void lane(Canvas& canvas, Random& random, bool after) {
    houses(canvas, after);
    way(canvas, 36, 250, after ? Colour{206, 202, 194} : Colour{164, 152, 134});
    if (after)
        flowers(canvas, random, 36, 250);
    else
        litter(canvas, random, 190, 600, 26);
}

void canal(Canvas& canvas, Random& random, bool after) {
    if (after)
        for (const auto x : {60.0, 190.0, 290.0, 520.0, 620.0, 745.0}) tree(canvas, x, 330, 120);
    way(canvas, 60, 300, after ? Colour{226, 224, 214} : Colour{140, 130, 110});
    way(canvas, 48, 262, after ? Colour{92, 156, 178} : Colour{112, 108, 82});
    if (!after) return litter(canvas, random, 210, 570, 34);
    for (int i = 0; i < 14; ++i) {
        const auto y = 290 + i * 22;
        canvas.row(y, 400 - i * 9, 400 - i * 9 + 30 + i * 6, {168, 206, 216});
        canvas.row(y + 1, 400 - i * 9, 400 - i * 9 + 30 + i * 6, {168, 206, 216});
    }
}

void gate(Canvas& canvas, Random& random, bool after) {
    canvas.box(80, 110, 640, 170, {240, 214, 150});
    canvas.box(60, 96, 680, 20, {166, 84, 62});
    for (int x = 118; x < 690; x += 82) canvas.box(x, 150, 44, 60, {120, 152, 168});
    canvas.box(0, 280, kWidth, 40, {196, 188, 172});
    for (const auto x : {300.0, 480.0}) canvas.box(x, 200, 22, 122, {214, 206, 190});
    canvas.box(290, 186, 222, 18, {44, 96, 140});
    canvas.box(0, 330, kWidth, 270, after ? Colour{112, 114, 118} : Colour{130, 124, 116});
    if (!after) return litter(canvas, random, 60, 740, 16);
    for (int i = 0; i < 7; ++i)
        canvas.polygon({{240.0 + i * 46, 350},
                        {268.0 + i * 46, 350},
                        {250.0 + (i - 1) * 58, 580},
                        {212.0 + (i - 1) * 58, 580}},
                       kWhite);
    canvas.box(688, 180, 10, 180, {120, 124, 128});
    canvas.polygon({{693, 130}, {740, 210}, {646, 210}}, {206, 48, 48});
    canvas.polygon({{693, 152}, {722, 200}, {664, 200}}, kWhite);
    for (const auto x : {40.0, 150.0}) tree(canvas, x, 330, 110);
}

void bins(Canvas& canvas, Random& random, bool after) {
    canvas.box(0, 120, kWidth, 260, after ? Colour{236, 226, 200} : Colour{190, 182, 166});
    canvas.box(0, 372, kWidth, 12, {150, 140, 124});
    canvas.box(0, 384, kWidth, 216, after ? Colour{204, 198, 188} : Colour{156, 146, 130});
    if (!after) {
        for (int i = 0; i < 16; ++i)
            canvas.disc(random.between(220, 560), random.between(380, 480), random.between(28, 56),
                        mixed({70, 74, 78}, kDust, random.between(0, 9) / 10.0));
        return litter(canvas, random, 120, 660, 24);
    }
    constexpr std::array colours{Colour{58, 134, 76}, Colour{224, 176, 52}, Colour{116, 124, 132}};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const auto x = 150.0 + 180.0 * static_cast<double>(i);
        canvas.polygon({{x, 300}, {x + 130, 300}, {x + 116, 500}, {x + 14, 500}}, colours[i]);
        canvas.box(x - 10, 276, 150, 28, mixed(colours[i], {20, 20, 20}, 0.25));
        canvas.disc(x + 65, 390, 26, kWhite);
    }
    for (const auto x : {60.0, 745.0}) tree(canvas, x, 430, 170);
}

}  // namespace

std::string draw(Scene scene, bool after) {
    Canvas canvas;
    Random random(static_cast<std::uint64_t>(scene) * 2 + (after ? 1 : 0));
    sky(canvas, after);
    if (scene == Scene::lane) lane(canvas, random, after);
    if (scene == Scene::canal) canal(canvas, random, after);
    if (scene == Scene::gate) gate(canvas, random, after);
    if (scene == Scene::bins) bins(canvas, random, after);
    return canvas.png();
}

}  // namespace kheo::app::demo
