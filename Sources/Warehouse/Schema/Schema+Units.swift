extension Schema {
    /// What measures are in units of the SI (BIPM, The International System of Units, 9th edition, and NIST SP 811, appendix B): the view
    /// `amounts` multiplies with it.
    ///
    /// A unit that means several things is not here, because nobody can say which was meant: ton, gallon, pint, cup, ounce, barrel, horsepower,
    /// calorie, and degree Fahrenheit, which is a temperature or the difference of two. Degree Celsius is a unit of the SI as it stands.
    static let units = """
        CREATE TABLE units(
          unit    TEXT PRIMARY KEY,
          si_unit TEXT NOT NULL,
          factor  REAL NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO units VALUES
          ('metre', 'metre', 1), ('kilometre', 'metre', 1e3), ('decimetre', 'metre', 0.1), ('centimetre', 'metre', 0.01),
          ('millimetre', 'metre', 0.001), ('micrometre', 'metre', 1e-6), ('nanometre', 'metre', 1e-9), ('inch', 'metre', 0.0254),
          ('foot', 'metre', 0.3048), ('yard', 'metre', 0.9144), ('mile', 'metre', 1609.344), ('nautical mile', 'metre', 1852),
          ('light-year', 'metre', 9460730472580800),
          ('square metre', 'square metre', 1), ('square kilometre', 'square metre', 1e6), ('square centimetre', 'square metre', 1e-4),
          ('square foot', 'square metre', 0.09290304), ('square inch', 'square metre', 0.00064516), ('square yard', 'square metre', 0.83612736),
          ('square mile', 'square metre', 2589988.110336), ('hectare', 'square metre', 1e4), ('acre', 'square metre', 4046.8564224),
          ('cubic metre', 'cubic metre', 1), ('cubic kilometre', 'cubic metre', 1e9), ('cubic centimetre', 'cubic metre', 1e-6),
          ('cubic foot', 'cubic metre', 0.028316846592), ('cubic yard', 'cubic metre', 0.764554857984), ('litre', 'cubic metre', 0.001),
          ('millilitre', 'cubic metre', 1e-6),
          ('kilogram', 'kilogram', 1), ('gram', 'kilogram', 0.001), ('milligram', 'kilogram', 1e-6), ('microgram', 'kilogram', 1e-9),
          ('tonne', 'kilogram', 1000), ('pound', 'kilogram', 0.45359237), ('stone', 'kilogram', 6.35029318), ('carat', 'kilogram', 0.0002),
          ('metre per second', 'metre per second', 1), ('kilometre per hour', 'metre per second', 0.2777777777777778),
          ('kilometre per second', 'metre per second', 1000), ('mile per hour', 'metre per second', 0.44704),
          ('knot', 'metre per second', 0.5144444444444445),
          ('watt', 'watt', 1), ('kilowatt', 'watt', 1e3), ('megawatt', 'watt', 1e6), ('gigawatt', 'watt', 1e9),
          ('joule', 'joule', 1), ('kilojoule', 'joule', 1e3), ('watt-hour', 'joule', 3600), ('kilowatt-hour', 'joule', 3.6e6),
          ('megawatt-hour', 'joule', 3.6e9), ('gigawatt-hour', 'joule', 3.6e12), ('terawatt-hour', 'joule', 3.6e15),
          ('hertz', 'hertz', 1), ('kilohertz', 'hertz', 1e3), ('megahertz', 'hertz', 1e6), ('gigahertz', 'hertz', 1e9),
          ('rpm', 'hertz', 0.016666666666666666), ('newton', 'newton', 1), ('pascal', 'pascal', 1), ('bar', 'pascal', 1e5),
          ('psi', 'pascal', 6894.757293168361), ('volt', 'volt', 1), ('ampere', 'ampere', 1), ('lumen', 'lumen', 1), ('kelvin', 'kelvin', 1),
          ('degree celsius', 'degree celsius', 1);
        """
}
