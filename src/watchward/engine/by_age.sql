-- name: points
select
    easting,
    northing,
    age_band,
    sex,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and age_band is not null
    and sex is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    easting,
    northing,
    age_band,
    sex
order by
    easting,
    northing,
    age_band,
    sex

-- name: areas
select
    area,
    age_band,
    sex,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and area is not null
    and age_band is not null
    and sex is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    area,
    age_band,
    sex
order by
    area,
    age_band,
    sex
